"""Pages as the systems of well-known Chinese sites write them, around a text of our own: the markup alone is theirs."""

# Markup is easier to compare with theirs in lines as they write it.
# ruff: noqa: E501

from msgspec import Struct

TITLE = "海宁皮革城把直播间搬进了车间"
HANT_TITLE = "海寧皮革城把直播間搬進了車間"
DATE = "2025-11-08"
BODY = (
    "十一月的一个早晨，海宁一家皮衣厂的打版师李雯没有像往常那样走向裁剪台，而是在流水线旁架起了三脚架。她要在这里卖出今天的第一件大衣。",
    "“以前直播间都在写字楼里，灯光很亮，可是客人看不到衣服是怎么做出来的。”李雯说，搬进车间以后，退货率从四成降到了两成半。",
    "类似的变化正在产业带里蔓延。当地商会的统计显示，今年前三个季度，全市有二百一十七家工厂在车间里开播，成交额同比增长百分之三十六。",
)
SUBHEAD = "从写字楼到流水线"
AFTER = (
    "把镜头对准工人并不轻松。噪声、粉尘、赶货的节奏，都让主播难以照着台本说话。有的工厂干脆请老师傅自己上场，讲皮料、讲针脚，讲错了也不剪。",
    "平台的规则也在变。过去流量多半靠投放换来，如今停留时间和复购率占的分量更重，讲得细的直播间反而排到了前面。",
)
CAPTION = "一位打版师在流水线旁直播。"
JUNK = "广告位招租，联系电话见页底。本站所有内容不得转载，违者必究。猜你喜欢的文章都在这里，点击即可查看。"


def p(texts: tuple[str, ...] = BODY, tag: str = "p", attributes: str = "", indent: str = "") -> str:
    return "\n".join(f"<{tag}{attributes}>{indent}{text}</{tag}>" for text in texts)


class Page(Struct):
    """A page and what is to be found in it."""

    html: str
    outlet: str = ""
    title: str = TITLE
    date: str = DATE
    subhead: bool = False
    caption: bool = False
    encoding: str = "utf-8"


_LINKS = "".join(f'<li><a href="/{n}.html">另一条新闻的标题第{n}号，和正文没有关系</a></li>' for n in range(12))
_COMMENTS = "".join(
    f'<div class="item"><span class="name">网友{n}</span><p>楼主说得有道理，我在车间干了十年，什么都见过。支持一下，顶上去！</p></div>'
    for n in range(8)
)

SINA = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_新浪财经_新浪网</title>
<meta property="og:title" content="{TITLE}"><meta name="mediaid" content="产业观察">
<meta name="weibo: article:create_at" content="2025-11-08 07:21:33"><meta property="article:published_time" content="2025-11-08T07:21:33+08:00">
<script>var SINA_TEXT_PAGE_INFO = {{"title": "x", "a": "<p>不是正文，只是脚本里的一句话。</p>"}};</script>
<style>.article p{{text-indent:2em}}</style></head>
<body><div class="path-search"><div class="path"><a href="/">新浪财经</a> > <a href="/c">产经</a> > 正文</div></div>
<div class="main-title-wrap"><h1 class="main-title">{TITLE}</h1></div>
<div class="top-bar-wrap"><div class="date-source"><span class="date">2025年11月08日 07:21</span><a class="source ent-source">产业观察</a></div>
<div class="share-bar"><a>微博</a><a>微信</a><a>分享</a></div></div>
<div class="article" id="artibody">
<div class="img_wrapper"><img src="1.jpg" alt=""><span class="img_descr">{CAPTION}</span></div>
{p(indent="　　")}
<div id="ad_44088" class="otherContent_01" style="display:none">{JUNK}</div>
<p>　　<strong>{SUBHEAD}</strong></p>
{p(AFTER, indent="　　")}
<p class="article-editor">责任编辑：王某</p></div>
<div class="article-bottom"><div class="keywords"><span>文章关键词：</span><a>直播</a><a>皮革</a></div></div>
<div class="blk-comment"><h2>我要反馈</h2>{_COMMENTS}</div>
<div class="sidebar"><div class="hot-list"><h2>新浪热榜</h2><ul>{_LINKS}</ul></div></div>
<div class="footer">{JUNK}</div></body></html>"""

KR = f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{TITLE}-36氪</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="36氪">
<script>window.initialState={{"articleDetail":{{"publishTime":1762557693000}}}}</script></head>
<body><div id="app"><div class="kr-layout"><div class="kr-header"><div class="nav-list"><a>首页</a><a>快讯</a><a>创投</a></div></div>
<div class="article-detail-wrapper-box"><div class="article-left-container"><div class="article-content">
<h1 class="article-title margin-bottom-20 common-width">{TITLE}</h1>
<div class="article-title-icon common-width margin-bottom-40"><a class="title-icon-item item-a">产业组</a><span class="title-icon-item item-time">·2025-11-08 07:21</span></div>
<div class="summary">老师傅上了镜头，退货率降了。</div>
<div class="common-width content articleDetailContent kr-rich-text-wrapper">
{p()}
<p class="image-wrapper"><img src="https://img/1"></p><p class="img-desc">{CAPTION}</p>
<h2>{SUBHEAD}</h2>{p(AFTER)}</div>
<div class="article-footer-txt common-width"><p class="declare">该文观点仅代表作者本人，平台仅提供信息存储空间服务。</p></div></div></div>
<div class="article-right-container"><div class="hotlist-main"><ul>{_LINKS}</ul></div></div></div>
<div class="recommend-wrapper">{_LINKS}</div></div></div></body></html>"""

HUXIU = f"""<!doctype html><html><head><meta charset="utf-8"><title>{TITLE}-虎嗅网</title>
<meta property="og:title" content="{TITLE}-虎嗅网"/><meta name="author" content="虎嗅"/>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{TITLE}",
"datePublished": "2025-11-08T07:21:33+08:00", "publisher": {{"@type": "Organization", "name": "虎嗅网"}}}}</script></head>
<body><div id="__nuxt"><div class="huxiu-nav"><a>资讯</a><a>活动</a></div><div class="article-wrap">
<div class="article__content-wrap"><h1 class="article__title">{TITLE}</h1>
<div class="article__author-info-box"><span class="author-name">车间笔记</span><span class="article__time">2025-11-08 07:21</span></div>
<div class="article__content" id="article-content">
<p label="正文" class="text-normal">{BODY[0]}</p><p class="img-center-box"><img src="a.jpg"/></p><figure><figcaption>{CAPTION}</figcaption></figure>
{p(BODY[1:])}
<p class="text-big-title" label="大标题"><strong>{SUBHEAD}</strong></p>{p(AFTER)}
<p><br></p></div>
<div class="article__bottom-copyright">本内容未经授权不得转载，授权事宜请联系我们，违者必究。</div>
<div class="article-praise"><span>点赞</span></div></div>
<div class="comment-wrap" id="comment">{_COMMENTS}</div><div class="recommend-article-list"><ul>{_LINKS}</ul></div></div></div></body></html>"""

PEOPLE = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="content-type" content="text/html;charset=GB2312"/>
<meta name="publishdate" content="2025-11-08" /><meta name="source" content="来源：人民网－产经频道" />
<title>{TITLE}--产经--人民网</title></head><body>
<div class="navbar w1000"><a>人民网</a> >> <a>产经</a> >> 正文</div>
<div class="w1000 clearfix text_title"><h3 class="pre"></h3><h1>{TITLE}</h1>
<div class="box01"><div class="fl">2025年11月08日07:21&nbsp;&nbsp;来源：<a href="#">人民网－产经频道</a></div></div></div>
<div class="clearfix w1000_320 text_con"><div class="fl text_con_left"><div class="box_con" id="rwb_zw">
<table class="pci_c" width="400" align="center"><tr><td align="center"><img src="1.jpg" /></td></tr><tr><td class="pic_intro">{CAPTION}</td></tr></table>
{p(indent="&#12288;&#12288;")}
<p><strong>{SUBHEAD}</strong></p>
{p(AFTER, indent="&#12288;&#12288;")}
<div class="otitle"></div></div><div class="edit clearfix">(责编：赵某、钱某)</div>
<div class="zdfy clearfix"></div><div class="share-demo">分享让更多人看到</div></div>
<div class="fr text_con_right"><div class="p2j_list"><h2>热门排行</h2><ul>{_LINKS}</ul></div></div></div>
<div class="copyright">{JUNK}</div></body></html>"""

WEIXIN = f"""<!DOCTYPE html><html class=""><head><meta charset="utf-8"><meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="微信公众平台"><title></title></head>
<body id="activity-detail" class="zh_CN mm_appmsg comment_feature discuss_tab"><div id="js_article" class="rich_media"><div class="rich_media_inner">
<div id="page-content" class="rich_media_area_primary"><div class="rich_media_area_primary_inner"><div id="img-content" class="rich_media_wrp">
<h1 class="rich_media_title " id="activity-name">{TITLE}</h1>
<div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta rich_media_meta_text">李车间</span>
<span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a href="javascript:void(0);" id="js_name">车间笔记</a></span><em id="publish_time"></em></div>
<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0; ">
<section style="margin: 0 8px"><section><section><p style="line-height: 1.75em;"><span style="font-size: 15px;">{BODY[0]}</span></p></section></section>
<p><span leaf="">{BODY[1][:30]}</span><span leaf="">{BODY[1][30:]}</span></p><section><span leaf="">{BODY[2]}</span></section>
<p style="text-align: center;"><img class="rich_pages wxw-img" data-src="https://mmbiz.qpic.cn/1"></p>
<section style="text-align: center"><span style="font-weight: bold;">{SUBHEAD}</span></section>
<p>{AFTER[0]}</p><p>{AFTER[1]}<br></p></section>
<p style="display: none;"><mp-style-type data-value="3"></mp-style-type></p></div>
<script>var ct = "1762557693";document.getElementById('publish_time').innerText = x;</script></div></div></div>
<div class="rich_media_area_extra"><div class="rich_media_tool" id="js_toobar3">阅读原文</div><div id="js_cmt_area">{_COMMENTS}</div></div>
<div id="js_pc_qr_code" class="qr_code_pc_outer"><div class="qr_code_pc"><p>微信扫一扫<br>关注该公众号</p></div></div></div></div></body></html>"""

CHINATIMES = f"""<!DOCTYPE html><html lang="zh-Hant-TW"><head><meta charset="utf-8"><title>{TITLE} - 財經 - 中時新聞網</title>
<meta property="og:title" content="{TITLE} - 財經"><meta property="og:site_name" content="中時新聞網"><meta name="pubdate" content="2025-11-08T07:21:00+08:00"></head>
<body class="page-article"><div class="main-nav-outer"><ul>{_LINKS}</ul></div><div class="article-wrapper"><article class="article-box">
<header class="article-header"><ul class="breadcrumb"><li><a>首頁</a></li><li><a>財經</a></li></ul><h1 class="article-title">{TITLE}</h1>
<div class="meta-info-wrapper"><div class="meta-info"><time datetime="2025-11-08 07:21"><span class="hour">07:21</span><span class="date">2025/11/08</span></time>
<div class="source">工商時報</div><div class="author">車間記者</div></div></div></header>
<div class="main-figure"><figure><img src="a.jpg"><figcaption>{CAPTION}</figcaption></figure></div>
<div class="article-body"><p>{BODY[0]}</p><div class="ad" id="ad1">{JUNK}</div>{p(BODY[1:])}
<div class="promote-word" ><a href="#">點我加入會員</a></div><h3>{SUBHEAD}</h3>{p(AFTER)}
<div class="article-hash-tag"><span class="hash-tag"><a>#直播</a></span></div></div></article>
<div class="article-tool"><a>分享</a></div><section class="recommended-article"><h3>推薦閱讀</h3><ul>{_LINKS}</ul></section></div>
<footer>{JUNK}</footer></body></html>"""

UDN = f"""<!DOCTYPE html><html lang="zh-Hant"><head><meta charset="utf-8"><title>{TITLE} | 產業綜合 | 產業 | 經濟日報</title>
<meta property="og:title" content="{TITLE} | 產業綜合 | 產業 | 經濟日報"><meta property="og:site_name" content="經濟日報"><meta name="date" content="2025-11-08 07:21:00"></head>
<body><header><nav class="navigation">{_LINKS}</nav></header><main class="main"><div class="wrapper-left"><article class="article">
<div class="article-head"><h1 class="article-head__title">{TITLE}</h1><div class="article-head__info"><time>2025/11/08 07:21:00</time><span>經濟日報 記者車間／海寧報導</span></div></div>
<section class="article-body__editor" id="article_body">
<figure class="article-image"><img src="1.jpg"><figcaption>{CAPTION}</figcaption></figure>
<!-- 文章 -->{p()}<!--ad--><div class="udn-ads inline-ads">{JUNK}</div><p><strong>{SUBHEAD}</strong></p>{p(AFTER)}</section>
<section class="keywords"><a>直播</a><a>皮革</a></section></article>
<section class="article-content__more"><h2>延伸閱讀</h2>{_LINKS}</section></div><aside class="aside">{_LINKS}</aside></main></body></html>"""

WIKIPEDIA = f"""<!DOCTYPE html><html class="client-nojs vector-feature" lang="zh-Hans" dir="ltr"><head><meta charset="UTF-8"><title>{TITLE} - 维基百科，自由的百科全书</title>
<meta property="og:title" content="{TITLE} - 维基百科，自由的百科全书"></head><body class="skin-vector mediawiki ltr">
<a class="mw-jump-link" href="#bodyContent">跳转到内容</a><div class="vector-header-container"><header class="vector-header mw-header"><nav aria-label="站点">{_LINKS}</nav></header></div>
<div class="mw-page-container"><main id="content" class="mw-body"><header class="mw-body-header"><h1 id="firstHeading" class="firstHeading mw-first-heading"><span class="mw-page-title-main">{TITLE}</span></h1>
<div id="p-lang-btn" class="vector-dropdown mw-portlet mw-portlet-lang"><div class="vector-menu-content"><ul><li class="interlanguage-link interwiki-en"><a lang="en" hreflang="en">English</a></li><li class="interlanguage-link"><a lang="ja">日本語</a></li></ul></div></div></header>
<div class="vector-page-toolbar"><nav>大陆简体 香港繁體 台灣正體</nav></div><div id="bodyContent" class="vector-body"><div id="siteSub" class="noprint">维基百科，自由的百科全书</div>
<div id="mw-content-text" class="mw-body-content"><div class="mw-content-ltr mw-parser-output" lang="zh" dir="ltr">
<div role="note" class="hatnote navigation-not-searchable">关于其他用法，请见“<a>皮革</a>”。</div>
<figure typeof="mw:File/Thumb"><a><img src="a.jpg"></a><figcaption>{CAPTION}</figcaption></figure>
<p>{BODY[0][:12]}<a href="/wiki/x">{BODY[0][12:20]}</a>{BODY[0][20:]}<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span class="cite-bracket">[</span>1<span class="cite-bracket">]</span></a></sup></p>
{p(BODY[1:])}
<div id="toc" class="toc" role="navigation"><h2>目录</h2><ul><li><a href="#a">1 {SUBHEAD}</a></li></ul></div>
<div class="mw-heading mw-heading2"><h2 id="a">{SUBHEAD}</h2><span class="mw-editsection"><span>[</span><a>编辑</a><span>]</span></span></div>
{p(AFTER)}
<div class="mw-heading mw-heading2"><h2>参考文献</h2></div><div class="reflist"><ol class="references"><li><span class="reference-text">某报，二〇二五年十一月。讲的是皮革城的历史，共三页。</span></li></ol></div>
<div role="navigation" class="navbox"><table><tr><td>皮革城系列条目，包括许多链接。</td></tr></table></div></div></div>
<div id="catlinks" class="catlinks"><a>分类</a>：<a>皮革</a></div></div></main></div><footer id="footer" class="mw-footer">{JUNK}</footer></body></html>"""

WIKISOURCE = f"""<!DOCTYPE html><html lang="zh"><head><meta charset="UTF-8"><title>{TITLE} - 维基文库，自由的图书馆</title></head><body class="mediawiki">
<div id="content" class="mw-body"><h1 id="firstHeading">{TITLE}</h1><div id="bodyContent"><div id="mw-content-text"><div class="mw-parser-output">
<table id="headerContainer" class="ws-noexport noprint"><tr><td class="header_backlink"><a>←上一章</a></td><td class="header_title">某书<br>作者：某人</td><td class="header_forelink"><a>下一章→</a></td></tr></table>
<p>{BODY[0]}<br />{BODY[1]}</p><dl><dd>{BODY[2]}</dd></dl>
<h2><span class="mw-headline" id="x">{SUBHEAD}</span><span class="mw-editsection">[<a>编辑</a>]</span></h2>
<div class="poem"><p>{AFTER[0]}<br>
{AFTER[1]}</p></div>
<div class="licenseContainer licensetpl noprint" role="note"><p>本作品在全世界都属于公有领域，因为作者逝世已经超过一百年，可以自由使用。</p></div></div></div></div></div></body></html>"""

GOV = f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{TITLE}_部门动态_中国政府网</title>
<meta name="firstpublishedtime" content="2025-11-08-07:21:00"><meta name="lanmu" content="部门动态"><meta name="PubDate" content="2025-11-08 07:21"><meta name="ContentSource" content="商务部网站"></head>
<body><div class="header"><div class="header_logo"><a>中国政府网</a></div></div></body></html><body>
<div class="content"><div class="BreadcrumbNav"><a>首页</a> > <a>新闻</a> > <a>部门</a></div><div class="article oneColumn pub_border"><h1 id="ti">{TITLE}</h1>
<div class="pages-date">2025-11-08 07:21<span class="font">来源： 商务部网站</span><div class="pages_print"><span>字号：</span><span>默认 大 超大</span>|<a>打印</a></div></div>
<div class="pages_content" id="UCAP-CONTENT"><div class="trs_editor_view TRS_UEDITOR trs_paper_default">
{p(attributes=' style="text-indent: 2em;"')}
<p style="text-indent: 2em;"><span style="font-weight: 700;">{SUBHEAD}</span></p>
{p(AFTER, attributes=' style="text-indent: 2em;"')}</div></div>
<div class="editor"><span>责任编辑：某某</span></div></div><div class="related"><div class="pannel-title">相关稿件</div><ul>{_LINKS}</ul></div></div>
<div class="footer">{JUNK}</div></body></html>"""

OLD = f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312"><TITLE>{TITLE} - 皮革行业网</TITLE></HEAD>
<BODY BGCOLOR=#FFFFFF><TABLE WIDTH=760><TR><TD><A HREF=/>首页</A> | <A HREF=/a>资讯</A> | <A HREF=/b>供求</A></TD></TR></TABLE>
<TABLE WIDTH=760><TR><TD WIDTH=160 VALIGN=top>{_LINKS}<TD WIDTH=600 VALIGN=top><CENTER><FONT SIZE=5><B>{TITLE}</B></FONT><BR>
<FONT SIZE=2>发布日期：2025-11-8　来源：皮革行业网　浏览：188</FONT></CENTER><HR><FONT SIZE=3>
　　{BODY[0]}<BR><BR>　　{BODY[1]}<BR>
<BR>　　{BODY[2]}<BR><BR><B>{SUBHEAD}</B><BR><BR>　　{AFTER[0]}<BR><BR>　　{AFTER[1]}
</FONT><P ALIGN=right>[<A HREF="javascript:print()">打印本页</A>] [<A HREF="javascript:close()">关闭窗口</A>]</TD></TR></TABLE>
<CENTER>版权所有　皮革行业网　电话：0573-00000000</CENTER></BODY></HTML>"""

BLOG = f"""<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{TITLE} – 车间笔记</title>
<meta property="article:published_time" content="2025-11-07T23:21:33+00:00"><meta property="og:site_name" content="车间笔记"></head><body class="post-template-default single single-post">
<header class="site-header"><p class="site-title"><a>车间笔记</a></p><nav class="main-navigation"><ul>{_LINKS}</ul></nav></header>
<main><article id="post-1" class="post hentry"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><time class="published" datetime="2025-11-08T07:21:33+08:00">2025年11月8日</time></div></header>
<div class="entry-content"><p>{BODY[0][:20]}
{BODY[0][20:]}</p>{p(BODY[1:])}<figure class="wp-block-image"><img src="a"><figcaption class="wp-element-caption">{CAPTION}</figcaption></figure>
<h2 class="wp-block-heading">{SUBHEAD}</h2>{p(AFTER)}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">共享此文章：</h3></div></div>
<footer class="entry-footer"><span class="cat-links">分类：笔记</span></footer></article>
<nav class="post-navigation"><a>上一篇</a></nav><div id="comments" class="comments-area"><h2>8条评论</h2><ol class="comment-list">{_COMMENTS}</ol></div></main>
<aside class="widget-area">{_LINKS}</aside><footer class="site-footer">{JUNK}</footer></body></html>"""

SPANS = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title><meta property="og:site_name" content="新浪看点"></head><body>
<div class="css-1x9z"><div class="css-a1"><a>关注</a><a>推荐</a><a>热榜</a></div><div class="css-b2"><h1 class="css-c3">{TITLE}</h1>
<div class="css-meta"><span class="css-time">2025-11-08</span></div><div class="css-d4">
{p(tag="div")}<figure><img src="a"><figcaption>{CAPTION}</figcaption></figure><h2>{SUBHEAD}</h2>{p(AFTER, tag="div")}</div></div>
<div class="css-e5"><ul>{_LINKS}</ul></div></div></body></html>"""

PAGES = {
    "sina": Page(SINA, "产业观察", subhead=True, caption=True),
    "36kr": Page(KR, "36氪", subhead=True, caption=True),
    "huxiu": Page(HUXIU, "虎嗅网", subhead=True, caption=True),
    "people": Page(PEOPLE, "人民网－产经频道", subhead=True, caption=True, encoding="gb18030"),
    "weixin": Page(WEIXIN, "车间笔记", subhead=True),
    "chinatimes": Page(CHINATIMES, "中時新聞網", subhead=True, caption=True),
    "udn": Page(UDN, "經濟日報", subhead=True, caption=True),
    "wikipedia": Page(WIKIPEDIA, "", date="", subhead=True, caption=True),
    "wikisource": Page(WIKISOURCE, "", date="", subhead=True),
    "gov": Page(GOV, "商务部网站", subhead=True),
    "old tables": Page(OLD, "皮革行业网", subhead=True, encoding="gb18030"),
    "blog": Page(BLOG, "车间笔记", date="2025-11-07", subhead=True, caption=True),
    "obfuscated": Page(SPANS, "新浪看点", subhead=True, caption=True),
}
