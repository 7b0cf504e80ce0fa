using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Protocol.V1;
using static Ledger.Exchange.Elements.TenderElements;

namespace Ledger.Exchange;

/// <summary>A notice: a clarification, a postponement (延期) or a correction; within a section also its announcement.</summary>
/// <param name="Call">What it says.</param>
public sealed record NoticeDocument(PublishNotice Call) : ExchangeDocument
{
    internal static DocumentSchema Schema { get; } = new(DocumentKind.Notice, NoticeGroup, Build);

    /// <summary>When it was published, UTC milliseconds; 0 in what is not from the chain.</summary>
    public long PublishedAt { get; init; }

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.Notice;

    internal override ElementValues ToValues() => new ElementValues()
        .Set(SectionCode, Call.SectionCode)
        .Set(NoticeNumber, (long)Call.NoticeNumber)
        .Set(NoticeType, Call.Kind)
        .Set(OpeningTime, Call.OpeningTime)
        .Set(NoticeDigest, Call.NoticeDigest)
        .SetTime(NoticeTime, PublishedAt);

    internal static NoticeDocument Build(ElementValues values) => new(new PublishNotice
    {
        SectionCode = values.Text(SectionCode),
        NoticeNumber = (uint)values.Number(NoticeNumber),
        Kind = values.Value<NoticeKind>(NoticeType),
        OpeningTime = values.Number(OpeningTime),
        NoticeDigest = values.Bytes(NoticeDigest),
    })
    {
        PublishedAt = values.Number(NoticeTime),
    };
}
