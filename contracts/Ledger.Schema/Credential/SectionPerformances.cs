using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Schema.Credential;

/// <summary>
/// What a section of the chain shows of its winner's performance (业绩): who attests it fills in nothing of that by hand, and may not
/// say otherwise (DOMAIN §4).
/// </summary>
public static class SectionPerformances
{
    /// <summary>
    /// The performance as far as the chain knows it: project, owner, award, contract. Completion, acceptance and manager are the centre's
    /// to add.
    /// </summary>
    /// <param name="section">A section that is contracted.</param>
    /// <exception cref="ArgumentException">The section has no contract.</exception>
    public static PerformanceFact Of(Section section)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (section.Contract is not { } contract || SectionRules.LatestAward(section) is not { } award)
        {
            throw new ArgumentException("The section has no contract.", nameof(section));
        }

        return new PerformanceFact
        {
            SectionCode = section.Announced.SectionCode,
            Name = section.Announced.Name,
            OwnerUscc = section.TendererUscc,
            TradeClass = section.TradeClass,
            AwardFen = award.AwardFen,
            ContractFen = contract.ContractFen,
            AwardedAt = award.AwardedAt,
            ContractedAt = contract.SignedAt,
        };
    }

    /// <summary>Refuses a performance that says otherwise than the section does.</summary>
    internal static Refused Compare(RecordCredential call, Section section)
    {
        if (section.Contract is null)
        {
            return new Refused(
                RefusalCode.SectionState,
                $"Section {section.Announced.SectionCode} has no contract; what is finished there cannot be attested yet.");
        }

        var winner = SectionRules.LatestAward(section)!.WinnerUscc;
        if (call.SubjectUscc != winner || call.Region != section.Region)
        {
            return new Refused(
                RefusalCode.PerformanceDiffers,
                $"Section {section.Announced.SectionCode} in region {section.Region} was won by {winner}, not by {call.SubjectUscc} in " +
                $"{call.Region}.");
        }

        if (call.EffectiveFrom < section.Contract.SignedAt)
        {
            return new Refused(
                RefusalCode.BadPeriod,
                $"The contract of section {section.Announced.SectionCode} is of {section.Contract.SignedAt}; the work cannot end before, " +
                $"at {call.EffectiveFrom}.");
        }

        return Match(call.Performance, Of(section));
    }

    // Dates of the chain may be left out: they stand in the section.
    private static Refused Match(PerformanceFact performance, PerformanceFact expected)
    {
        var given = performance.Clone();
        (given.CompletedAt, given.AcceptedAt) = (0, 0);
        given.AwardedAt = given.AwardedAt == 0 ? expected.AwardedAt : given.AwardedAt;
        given.ContractedAt = given.ContractedAt == 0 ? expected.ContractedAt : given.ContractedAt;
        given.ManagerCommitment = Google.Protobuf.ByteString.Empty;
        return given.Equals(expected)
            ? Refused.No
            : new Refused(
                RefusalCode.PerformanceDiffers,
                $"The chain shows of section {expected.SectionCode}: owner {expected.OwnerUscc}, award {expected.AwardFen} fen, contract " +
                $"{expected.ContractFen} fen of {expected.ContractedAt}; the record says otherwise.");
    }
}
