"""Words of every text, whatever class the lexicon gives them: no term begins with one, ends with one or has one in it.

Function words, and the verbs and nouns that news of any trade is told with.
"""

from typing import Final

_CHARACTERS = (
    "的地得了着过们是有在不没很也都就还又再才只更最太被把让使令给对将向从到于与和及或而且但若如因为以其之所此该每各某"
    "另这那哪谁我你您他她它咱啊吧吗呢呀嘛哦等能会要可应须需想肯敢愿说做去来看叫称像似非无未已曾正成靠占指即元"
)
_WORDS = """
没有 可以 应该 能够 需要 可能 必须 进行 成为 作为 认为 表示 指出 觉得 希望 包括
属于 具有 拥有 存在 开始 继续 发现 出现 看到 知道 来自 来到 得到 受到 使得 使用
利用 通过 根据 按照 除了 关于 对于 由于 因为 所以 如果 虽然 但是 不过 然而 而且
并且 以及 或者 同时 此外 另外 其中 其他 其它 一些 一种 一样 许多 很多 大量 部分
有关 相关 主要 重要 不同 不能 不会 不是 就是 还是 也是 时候 时间 时期 地方 东西
事情 情况 方面 问题 原因 结果 人们 大家 自己 什么 之一 之间 之后 之前 以上 以下
以来 以后 以前 左右 之中 为了 随着 显示 分别 称为 叫做 是指 所谓 俗称 简称 又称
也就是 指的 称之为 称作 意味着 进入 达到 增加 减少 超过 形成 采用 提供 建立 介绍
负责 位于 参加 获得 取得 不少 多数 少数 全部 整个 如今 目前 未来 过去 现在 后来
最后 首先 其次 曾经 公里 平方公里 万元 亿元 美元 人民币 公斤 小时 分钟 世纪 年代
"""
FUNCTION_WORDS: Final = frozenset((*_CHARACTERS, *_WORDS.split()))
