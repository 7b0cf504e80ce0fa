using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Protocol.V1;
using static Ledger.Exchange.Elements.TenderElements;

namespace Ledger.Exchange;

/// <summary>标段(包) with its bond terms. How many guarantees a section has stands in no document.</summary>
/// <param name="Call">Its announcement.</param>
public sealed record SectionDocument(AnnounceSection Call) : ExchangeDocument
{
    internal static DocumentSchema Schema { get; } = new(
        DocumentKind.Section,
        new(
            TenderProjectCode.Required, SectionCode.Required, SectionName.Required, UnifiedDealCode.Optional, EstimatedPrice.Required,
            OpeningTime.Required, AnnouncedOpeningTime.Optional,
            BidValidity.Required, Stage.Required, BondTerms.Required, OpeningKey.Optional, TenderElements.KeyHolder.Optional,
            NoticeDigest.Required, PlatformCode.Optional,
            TendererCode.Optional, TenderAgencyCode.Optional,
            NoticeTime.Optional, SectionStatus.Optional, Failure.Optional, OpenedTime.Optional, ListedTime.Optional, KeyTime.Optional,
            BidderNumber.Optional, TenderElements.Notices.Optional),
        Build,
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

    internal override ElementValues ToValues() => new ElementValues()
        .Set(TenderProjectCode, Call.TenderProjectCode)
        .Set(SectionCode, Call.SectionCode)
        .Set(SectionName, Call.Name)
        .Set(UnifiedDealCode, Call.UnifiedDealCode)
        .Set(EstimatedPrice, Call.EstimatedPriceFen)
        .Set(OpeningTime, OpeningTimeThatCounts)
        .Set(AnnouncedOpeningTime, OpeningTimeThatCounts == Call.OpeningTime ? null : Call.OpeningTime)
        .Set(BidValidity, (long)Call.BidValidityDays)
        .Set(Stage, Call.Stage)
        .Set(BondTerms, BondValues())
        .Set(OpeningKey, Call.OpeningKey.IsEmpty ? null : Call.OpeningKey)
        .Set(TenderElements.KeyHolder, Call.KeyHolder == Protocol.V1.KeyHolder.Unspecified ? null : Call.KeyHolder)
        .Set(NoticeDigest, Call.NoticeDigest)
        .Set(PlatformCode, Standing.CentreUscc)
        .Set(TendererCode, Standing.TendererUscc)
        .Set(TenderAgencyCode, Standing.AgentUscc)
        .SetTime(NoticeTime, Standing.AnnouncedAt)
        .Set(SectionStatus, Standing.State == SectionState.Unspecified ? null : Standing.State)
        .Set(Failure, Standing.Failure == FailureCause.Unspecified ? null : Standing.Failure)
        .SetTime(OpenedTime, Standing.OpenedAt)
        .SetTime(ListedTime, Standing.BiddersListedAt)
        .SetTime(KeyTime, Standing.KeyReleasedAt)
        .Set(BidderNumber, Standing.Bidders == 0 ? null : (long)Standing.Bidders)
        .SetList(TenderElements.Notices, Notices.Select(notice => notice.ToValues()));

    private ElementValues BondValues() => new ElementValues()
        .Set(BondAmount, Call.BondFen)
        .Set(AcceptsCash, Call.AcceptsCash)
        .SetList(AcceptedForms, Call.AcceptedForms)
        .SetList(DesignatedGuarantors, Call.DesignatedGuarantors)
        .Set(ForfeitureDigest, Call.ForfeitureTermsDigest);

    private static SectionDocument Build(ElementValues values)
    {
        var counts = values.Number(OpeningTime);
        var bond = values.Group(BondTerms)!;
        var call = new AnnounceSection
        {
            TenderProjectCode = values.Text(TenderProjectCode),
            SectionCode = values.Text(SectionCode),
            Name = values.Text(SectionName),
            UnifiedDealCode = values.Text(UnifiedDealCode),
            EstimatedPriceFen = values.Number(EstimatedPrice),
            OpeningTime = values.Has(AnnouncedOpeningTime) ? values.Number(AnnouncedOpeningTime) : counts,
            BidValidityDays = (uint)values.Number(BidValidity),
            Stage = values.Value<TenderStage>(Stage),
            BondFen = bond.Number(BondAmount),
            AcceptsCash = bond.Flag(AcceptsCash),
            AcceptedForms = { bond.List<GuaranteeForm>(AcceptedForms) },
            DesignatedGuarantors = { bond.List<string>(DesignatedGuarantors) },
            ForfeitureTermsDigest = bond.Bytes(ForfeitureDigest),
            OpeningKey = values.Bytes(OpeningKey),
            KeyHolder = values.Value<KeyHolder>(TenderElements.KeyHolder),
            NoticeDigest = values.Bytes(NoticeDigest),
        };
        return new SectionDocument(call)
        {
            OpeningTimeThatCounts = counts,
            Standing = new Section
            {
                CentreUscc = values.Text(PlatformCode),
                TendererUscc = values.Text(TendererCode),
                AgentUscc = values.Text(TenderAgencyCode),
                AnnouncedAt = values.Number(NoticeTime),
                State = values.Value<SectionState>(SectionStatus),
                Failure = values.Value<FailureCause>(Failure),
                OpenedAt = values.Number(OpenedTime),
                BiddersListedAt = values.Number(ListedTime),
                KeyReleasedAt = values.Number(KeyTime),
                Bidders = (uint)values.Number(BidderNumber),
            },
            Notices = [.. values.List<ElementValues>(TenderElements.Notices).Select(NoticeDocument.Build)],
        };
    }
}
