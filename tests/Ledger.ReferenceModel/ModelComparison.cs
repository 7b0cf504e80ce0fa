using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>Holds what a chain's state says against the model's books.</summary>
public static class ModelComparison
{
    /// <summary>The first difference in words; null where every section and guarantee is the same in both.</summary>
    /// <param name="model">The books.</param>
    /// <param name="sections">All sections of the state.</param>
    /// <param name="guarantees">All guarantees of the state.</param>
    public static string? FindDifference(
        ModelLedger model, IReadOnlyCollection<Section> sections, IReadOnlyCollection<Guarantee> guarantees)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(guarantees);
        if (sections.Count != model.Sections.Count || guarantees.Count != model.Guarantees.Count)
        {
            return $"{sections.Count} sections and {guarantees.Count} guarantees, in the books {model.Sections.Count} and " +
                $"{model.Guarantees.Count}";
        }

        return sections.Select(section => OfSection(section, model.Sections[section.Announced.SectionCode]))
            .Concat(guarantees.Select(guarantee => OfGuarantee(guarantee, model.Guarantees[guarantee.GuaranteeId])))
            .FirstOrDefault(difference => difference is not null);
    }

    /// <summary>
    /// The first difference among credentials and checks of them; null where all are the same in both, and none was changed.
    /// </summary>
    /// <param name="model">The books.</param>
    /// <param name="records">All credentials of the state.</param>
    /// <param name="checks">All checks of the state.</param>
    public static string? FindDifference(
        ModelLedger model, IReadOnlyCollection<CredentialRecord> records, IReadOnlyCollection<CredentialCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(checks);
        if (records.Count != model.Credentials.Count || checks.Count != model.Checks.Count)
        {
            return $"{records.Count} credentials and {checks.Count} checks, in the books {model.Credentials.Count} and " +
                $"{model.Checks.Count}";
        }

        return records.Where(one => one.Changes.Count > 0
                || !one.Recorded.Equals(model.Credentials.GetValueOrDefault((one.Recorded.SubjectUscc, one.Recorded.RecordId))))
            .Select(one => $"credential {one.Recorded} is another in the books")
            .Concat(checks.Where(
                one => !one.Recorded.Equals(model.Checks.GetValueOrDefault((one.Recorded.SubjectUscc, one.Recorded.CheckId))))
                .Select(one => $"check {one.Recorded} is another in the books"))
            .FirstOrDefault();
    }

    private static string? OfSection(Section section, SectionEntry entry)
    {
        var state =
            (section.State, section.Pause?.From ?? SectionState.Unspecified, section.OpeningTime, section.Notices,
                section.Contract?.ContractFen,
            section.CentreUscc, section.TendererUscc, section.AnnouncedAt, (int)section.Bidders, section.BiddersListedAt,
            section.KeyReleasedAt, section.Failure);
        var books =
            (entry.State, entry.State == SectionState.Paused ? entry.PausedFrom : SectionState.Unspecified, entry.OpeningTime,
                entry.Notices, entry.ContractFen,
            entry.Centre, entry.Tenderer, entry.AnnouncedAt, entry.Bidders, entry.ListedAt, entry.ReleasedAt,
            entry.Failure);
        var awards = section.Awards.Select(award => (award.WinnerUscc, award.AwardFen));
        var candidates = section.Evaluation?.Candidates ?? Enumerable.Empty<string>();
        return state != books ? $"section {section.Announced.SectionCode} is {state}, in the books {books}"
            : !awards.SequenceEqual(entry.Awards) ||
                !candidates.SequenceEqual(entry.Candidates) ? $"section {section.Announced.SectionCode} has other candidates or winners " +
                    $"in the books"
            : null;
    }

    private static string? OfGuarantee(Guarantee guarantee, GuaranteeEntry entry)
    {
        var terms = guarantee.Terms;
        var state = (
            guarantee.State, guarantee.Version, terms?.AmountFen ?? 0, terms?.ValidUntil ?? 0, terms?.PremiumFen ?? 0, guarantee.PaidFen,
            terms is null ? 0 : terms.AmountFen - guarantee.PaidFen, guarantee.Claim?.AnswerUntil ?? 0, !guarantee.EndorsedDigest.IsEmpty,
            guarantee.Claim?.AmountFen ?? 0, guarantee.IssuerUscc, guarantee.IssuedAt, guarantee.Commitment,
            terms?.SectionCode, terms?.ApplicantUscc, terms?.BeneficiaryUscc);
        var books = (
            entry.State, entry.Version, entry.AmountFen, entry.ValidUntil, entry.PremiumFen, entry.PaidFen, entry.BalanceFen,
            entry.AnswerUntil, entry.IsEndorsed,
            entry.ClaimedFen, entry.Issuer, entry.IssuedAt, entry.Commitment, entry.First?.SectionCode, entry.First?.ApplicantUscc,
            entry.First?.BeneficiaryUscc);
        return state == books ? null : $"guarantee {Convert.ToHexStringLower(guarantee.GuaranteeId.Span)} is {state}, in the books {books}";
    }
}
