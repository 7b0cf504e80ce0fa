using Ledger.Exchange.Documents;
using Ledger.Protocol.V1;
using static Ledger.Exchange.Elements.TenderElements;

namespace Ledger.Exchange;

/// <summary>A notice: a clarification, a postponement (延期) or a correction; within a section also its announcement.</summary>
/// <param name="Call">What it says.</param>
public sealed record NoticeDocument(PublishNotice Call) : ExchangeDocument
{
    internal static readonly ElementMap<NoticeDocument> Map = new ElementMap<NoticeDocument>(_ => new(new PublishNotice()))
        .Field(SectionCode.Required, document => document.Call.SectionCode)
        .Field(NoticeNumber.Required, document => document.Call.NoticeNumber)
        .Field(NoticeType.Required, document => document.Call.Kind)
        .Field(OpeningTime.Required, document => document.Call.OpeningTime)
        .Field(NoticeDigest.Required, document => document.Call.NoticeDigest)
        .Field(NoticeTime.Optional, document => document.PublishedAt);

    internal static readonly DocumentSchema Schema = new DocumentSchema<NoticeDocument>(DocumentKind.Notice, Map);

    /// <summary>When it was published, UTC milliseconds; 0 in what is not from the chain.</summary>
    public long PublishedAt { get; init; }

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.Notice;
}
