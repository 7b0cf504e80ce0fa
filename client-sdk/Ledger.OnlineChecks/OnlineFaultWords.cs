namespace Ledger.OnlineChecks;

/// <summary>Faults in words, each with what to do.</summary>
public static class OnlineFaultWords
{
    /// <summary>Whether the authority gave no answer, so that asking again later may help.</summary>
    public static bool IsPassing(OnlineFault fault) =>
        fault is OnlineFault.Unreachable or OnlineFault.TimedOut or OnlineFault.BadStatus or OnlineFault.NotAsked;

    /// <summary>The fault in both languages; empty for <see cref="OnlineFault.None"/>.</summary>
    public static (string English, string Chinese) Of(OnlineFault fault) => fault switch
    {
        OnlineFault.None => ("", ""),
        OnlineFault.Unreachable => (
            "The authority's service was not reached. Look at its address and the network, and ask again.",
            "无法连接机构的核查服务。请检查地址和网络后重试。"),
        OnlineFault.TimedOut => (
            "The authority's service did not answer in time. Ask again later; until then the matter is unknown.",
            "机构的核查服务未在时限内答复。请稍后重试；在此之前结果为未知。"),
        OnlineFault.BadStatus => (
            "The authority's service refused the question, or failed. Ask again later, or tell the authority the status.",
            "机构的核查服务拒绝或未能答复。请稍后重试，或将状态码告知该机构。"),
        OnlineFault.NotAsked => (
            "The authority's service failed again and again and was not asked. Ask again later.",
            "机构的核查服务连续失败，本次未询问。请稍后重试。"),
        OnlineFault.TooLarge => (
            "The answer is longer than any answer can be. Tell the authority; nothing of it was read.",
            "答复超过长度上限，未读取。请告知该机构。"),
        OnlineFault.WrongMediaType => (
            "What came is not an answer of this protocol. Look at the address: it may be a web page's.",
            "返回内容不是本协议的答复。请检查地址，它可能指向网页。"),
        OnlineFault.Malformed => (
            "The answer cannot be read, or contradicts itself. Tell the authority.", "答复无法读取，或自相矛盾。请告知该机构。"),
        OnlineFault.OtherQuestion => (
            "It answers another question, so it proves nothing here. Ask again.", "所答并非本次询问，不能作为证据。请重新询问。"),
        OnlineFault.OtherSubject => (
            "It is about another subject, so it proves nothing here. Tell the authority.",
            "答复针对另一主体，不能作为证据。请告知该机构。"),
        OnlineFault.OtherIssuer => (
            "It is another authority's answer. Look at which address stands for which authority.",
            "答复来自另一机构。请检查各机构对应的地址。"),
        OnlineFault.OtherTime => (
            "It was made at another time than this question was open. Look at both clocks, and ask again.",
            "答复时间不在本次询问期间。请检查双方时钟后重新询问。"),
        OnlineFault.BadCertificate => (
            "The certificate under the answer is not registered on the chain, or did not count when it was made. The authority " +
            "registers its certificate.",
            "答复所用证书未在链上登记，或答复时无效。请机构登记其证书。"),
        OnlineFault.OtherSigner => (
            "Another than the record's issuer signed the answer. It proves nothing; tell the authority.",
            "签署答复的不是该记录的出具机构，不能作为证据。请告知该机构。"),
        OnlineFault.BadSignature => (
            "The signature does not hold: the answer was changed, or its maker does not have the key. Tell the authority.",
            "签名无效：答复被改动，或签署者不持有密钥。请告知该机构。"),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
