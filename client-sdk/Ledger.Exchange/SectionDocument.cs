using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Protocol.V1;
using static Ledger.Exchange.Elements.TenderElements;

namespace Ledger.Exchange;

/// <summary>标段(包) with its bond terms. How many guarantees a section has stands in no document.</summary>
/// <param name="Call">Its announcement.</param>
public sealed record SectionDocument(AnnounceSection Call) : ExchangeDocument
{
    internal static readonly ElementMap<AnnounceSection> BondMap = new ElementMap<AnnounceSection>()
        .Field(BondAmount.Required, call => call.BondFen)
        .Field(AcceptsCash.Required, call => call.AcceptsCash)
        .List(AcceptedForms.Optional, call => call.AcceptedForms)
        .List(DesignatedGuarantors.Optional, call => call.DesignatedGuarantors)
        .Field(ForfeitureDigest.Optional, call => call.ForfeitureTermsDigest);

    internal static readonly DocumentSchema Schema = new DocumentSchema<SectionDocument>(
        DocumentKind.Section,
        new ElementMap<SectionDocument>(_ => new(new AnnounceSection()))
            .Field(TenderProjectCode.Required, document => document.Call.TenderProjectCode)
            .Field(SectionCode.Required, document => document.Call.SectionCode)
            .Field(SectionName.Required, document => document.Call.Name)
            .Field(UnifiedDealCode.Optional, document => document.Call.UnifiedDealCode)
            .Field(EstimatedPrice.Required, document => document.Call.EstimatedPriceFen)
            .Field(OpeningTime.Required, document => document.OpeningTimeOfBoth)
            .Field(AnnouncedOpeningTime.Optional, document => document.OpeningTimeBefore)
            .Field(BidValidity.Required, document => document.Call.BidValidityDays)
            .Field(Stage.Required, document => document.Call.Stage)
            .Group(BondTerms.Required, document => document.Call, BondMap)
            .Field(OpeningKey.Optional, document => document.Call.OpeningKey)
            .Field(TenderElements.KeyHolder.Optional, document => document.Call.KeyHolder)
            .Field(NoticeDigest.Required, document => document.Call.NoticeDigest)
            .Field(PlatformCode.Optional, document => document.Standing.CentreUscc)
            .Field(TendererCode.Optional, document => document.Standing.TendererUscc)
            .Field(TenderAgencyCode.Optional, document => document.Standing.AgentUscc)
            .Field(NoticeTime.Optional, document => document.Standing.AnnouncedAt)
            .Field(SectionStatus.Optional, document => document.Standing.State)
            .Field(Failure.Optional, document => document.Standing.Failure)
            .Field(OpenedTime.Optional, document => document.Standing.OpenedAt)
            .Field(ListedTime.Optional, document => document.Standing.BiddersListedAt)
            .Field(KeyTime.Optional, document => document.Standing.KeyReleasedAt)
            .Field(BidderNumber.Optional, document => document.Standing.Bidders)
            .List(TenderElements.Notices.Optional, document => document.Notices, NoticeDocument.Map),
        (values, findings) => DocumentSchema.CheckBelow(values, SectionCode, TenderProjectCode, findings));

    /// <summary>
    /// The opening time of the latest notice, which counts; the announcement's where there is no other, UTC milliseconds.
    /// </summary>
    public long OpeningTimeThatCounts { get; init; } = Call.OpeningTime;

    /// <summary>Trading centre, tenderer and agent, times and state as the chain has them: empty in what is not from the chain.</summary>
    public Section Standing { get; init; } = new();

    /// <summary>All notices, the announcement first; none in what is not from the chain.</summary>
    public IReadOnlyList<NoticeDocument> Notices { get; init; } = [];

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.Section;

    // The time that counts is the announcement's too, unless the next element says otherwise.
    private long OpeningTimeOfBoth
    {
        get => OpeningTimeThatCounts;
        init => OpeningTimeThatCounts = Call.OpeningTime = value;
    }

    private long? OpeningTimeBefore
    {
        get => OpeningTimeThatCounts == Call.OpeningTime ? null : Call.OpeningTime;
        init => Call.OpeningTime = value ?? OpeningTimeThatCounts;
    }
}
