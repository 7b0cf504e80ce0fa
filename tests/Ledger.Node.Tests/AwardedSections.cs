using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Node.Tests;

/// <summary>
/// Entries of the state: sections, some awarded, with losers' revealed guarantees, and the rule that returns their bonds five days after
/// the award.
/// </summary>
internal static class AwardedSections
{
    internal const long DayMs = 24L * 60 * 60 * 1000;
    internal const string Winner = "91440400000000000W";

    /// <summary>The rule, for the whole country.</summary>
    internal static (byte[] Key, IMessage Value) Rule => (
        TenderTables.Rules.Key($"000000/A/{(int)TenderRuleKind.ReturnDaysAfterAward:D2}"),
        new TenderRuleSchedule
        {
            Rules =
            {
                new TenderRule
                {
                    Region = "000000",
                    TradeClass = "A",
                    Kind = TenderRuleKind.ReturnDaysAfterAward,
                    Value = 5,
                    Source = "实施条例第五十七条",
                },
            },
        });

    /// <summary>The last instant of a return after an award at a time: the end of the fifth day, China Standard Time.</summary>
    internal static long DueAfter(long awardedAt) => ((awardedAt + (8 * DayMs / 24)) / DayMs * DayMs) + (6 * DayMs) - (8 * DayMs / 24) - 1;

    internal static (byte[] Key, IMessage Value) Section(
        string code, long? awardedAt, string region = "440400", string centre = "91440400000000000C")
    {
        var section = new Section
        {
            Announced = new AnnounceSection { SectionCode = code },
            Region = region,
            TradeClass = "A02",
            CentreUscc = centre,
        };
        if (awardedAt is { } at)
        {
            section.Awards.Add(new Award { WinnerUscc = Winner, AwardedAt = at });
        }

        return (TenderTables.Sections.Key(code), section);
    }

    /// <summary>A bidder's guarantee with its entry in the section's index.</summary>
    internal static IEnumerable<(byte[] Key, IMessage Value)> Guarantee(
        string code, int number, GuaranteeState state = GuaranteeState.Revealed, string? applicant = null, long validUntil = long.MaxValue)
    {
        var id = new byte[GuaranteeTables.IdBytes];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(id, number);
        var guarantee = new Guarantee
        {
            GuaranteeId = ByteString.CopyFrom(id),
            State = state,
            Terms = new GuaranteeTerms
            {
                GuaranteeNo = $"G{number}",
                SectionCode = code,
                ApplicantUscc = applicant ?? $"9144040000000{number:D5}",
                ValidUntil = validUntil,
            },
        };
        yield return (GuaranteeTables.Guarantees.Key(id), guarantee);
        yield return (GuaranteeTables.SectionKey(code, id), new GuaranteeRef { GuaranteeId = guarantee.GuaranteeId });
    }
}
