using Ledger.Contracts.Membership;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tender;

/// <summary>Announces a section (标段) with its bond, opening time and opening key: notice number 1.</summary>
internal static class AnnounceSectionHandler
{
    internal const uint BidValidityDaysMax = 1096;

    internal static Refused Handle(AnnounceSection call, CallContext context)
    {
        if (CheckFields(call, context) is { IsRefused: true } badField)
        {
            return badField;
        }

        if (TenderTables.Projects.Read(context.State, TenderTables.Projects.Key(call.TenderProjectCode)) is not { } project)
        {
            return new Refused(RefusalCode.UnknownProject, $"There is no tender project {call.TenderProjectCode}.");
        }

        if (project.CentreUscc != context.Signer.Uscc)
        {
            return new Refused(RefusalCode.OtherCentre, $"Tender project {call.TenderProjectCode} is run by {project.CentreUscc}, not by {context.Signer.Uscc}.");
        }

        var key = TenderTables.Sections.Key(call.SectionCode);
        if (context.State.Get(key) is not null)
        {
            return new Refused(RefusalCode.SectionExists, $"Section {call.SectionCode} is announced already.");
        }

        var cap = BondCaps.Find(context.State, project.Created.Region, project.Created.TradeClass, context.Time);
        if (BondCaps.CheckBond(cap, call.BondFen, call.EstimatedPriceFen) is { IsRefused: true } overCap)
        {
            return overCap;
        }

        Record(call, key, project, context);
        return Refused.No;
    }

    private static Refused CheckFields(AnnounceSection call, CallContext context)
    {
        if (FieldRules.First(
            SignerRules.Require(context.Signer, Role.TradingCentre, "AnnounceSection"),
            TradeCodes.Section(call.SectionCode),
            TradeCodes.TenderProject(call.TenderProjectCode),
            TradeCodes.Below(call.SectionCode, call.TenderProjectCode),
            FieldRules.Text(call.Name, "The section's name", FieldRules.NameCharsMax),
            FieldRules.Amount(call.EstimatedPriceFen, "The estimated price"),
            FieldRules.Amount(call.BondFen, "The bond"),
            FieldRules.DigestBytes(call.NoticeDigest.Length, "The notice's digest"),
            OpeningTimes.Check(call.OpeningTime, context.Time)) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (call.BidValidityDays is 0 or > BidValidityDaysMax)
        {
            return new Refused(RefusalCode.BadCount, $"Bids are to be valid for {call.BidValidityDays} days; it must be 1 to {BidValidityDaysMax}.");
        }

        var openingKey = new PublicKey(ValidatorSets.AlgorithmOf(context.Block.Suite), call.OpeningKey.Span);
        return PublicKeyRules.Check(openingKey) is { } error
            ? new Refused(RefusalCode.WrongOpeningKey, $"The opening key of {call.OpeningKey.Length} bytes is refused: {error}.")
            : Refused.No;
    }

    private static void Record(AnnounceSection call, byte[] key, Project project, CallContext context)
    {
        var first = new Notice
        {
            Published = new PublishNotice
            {
                SectionCode = call.SectionCode,
                NoticeNumber = 1,
                OpeningTime = call.OpeningTime,
                NoticeDigest = call.NoticeDigest,
            },
            PublishedAt = context.Time,
        };
        TenderTables.Notices.Write(context.State, TenderTables.NoticeKey(call.SectionCode, 1), first);
        var section = new Section
        {
            Announced = call,
            CentreUscc = project.CentreUscc,
            TendererUscc = project.Created.TendererUscc,
            AnnouncedAt = context.Time,
            Notices = 1,
            OpeningTime = call.OpeningTime,
            State = SectionState.Announced,
        };
        context.Record(TenderTables.Sections, key, section, "section.announced");
    }
}
