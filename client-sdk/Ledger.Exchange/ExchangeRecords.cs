using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Exchange;

/// <summary>Documents of what the chain holds. The caller has proven the records; all of one document are as of one height.</summary>
public static class ExchangeRecords
{
    /// <summary>A tender project.</summary>
    public static ProjectDocument Of(Project project)
    {
        ArgumentNullException.ThrowIfNull(project);
        return new ProjectDocument(project.Created) { CentreUscc = project.CentreUscc, CreatedAt = project.CreatedAt };
    }

    /// <summary>A section with its notices.</summary>
    /// <param name="section">The section.</param>
    /// <param name="notices">All its notices, the announcement first.</param>
    /// <param name="time">The block time as of which it stands, UTC milliseconds: CLOSED follows from it.</param>
    public static SectionDocument Of(Section section, IEnumerable<Notice> notices, long time)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new SectionDocument(section.Announced)
        {
            OpeningTimeThatCounts = section.OpeningTime,
            Standing = new Section
            {
                CentreUscc = section.CentreUscc,
                TendererUscc = section.TendererUscc,
                AgentUscc = section.AgentUscc,
                AnnouncedAt = section.AnnouncedAt,
                State = SectionRules.EffectiveState(section, time),
                Failure = section.Failure,
                OpenedAt = section.OpenedAt,
                BiddersListedAt = section.BiddersListedAt,
                KeyReleasedAt = section.KeyReleasedAt,
                Bidders = section.Bidders,
            },
            Notices = [.. notices.Select(notice => new NoticeDocument(notice.Published) { PublishedAt = notice.PublishedAt })],
        };
    }

    /// <summary>A guarantee. Of a sealed one section and project are not looked at, whatever is given.</summary>
    /// <param name="guarantee">The guarantee.</param>
    /// <param name="section">The section of a revealed one, or null.</param>
    /// <param name="project">Its project, or null.</param>
    /// <param name="time">The block time as of which it stands, UTC milliseconds: EXPIRED follows from it.</param>
    public static GuaranteeDocument Of(Guarantee guarantee, Section? section, Project? project, long time)
    {
        ArgumentNullException.ThrowIfNull(guarantee);
        if (guarantee.Terms is null)
        {
            return new GuaranteeDocument(guarantee);
        }

        var record = guarantee.Clone();
        record.State = GuaranteeRules.EffectiveState(guarantee, time);
        return new GuaranteeDocument(record)
        {
            OrderedFor = new GuaranteeOrder
            {
                TenderProjectName = project?.Created.Name ?? string.Empty,
                SectionName = section?.Announced.Name ?? string.Empty,
                OpeningTime = section?.OpeningTime ?? 0,
                BidValidityDays = section?.Announced.BidValidityDays ?? 0,
                BondFen = section?.Announced.BondFen,
            },
            Claim = ClaimOf(guarantee),
            Reply = ReplyOf(guarantee),
            Release = ReleaseOf(guarantee),
        };
    }

    /// <summary>The notice by which guarantors restore the clear text of a section's guarantees.</summary>
    /// <param name="section">The section, opened.</param>
    /// <param name="project">Its project.</param>
    /// <param name="guarantees">Its revealed guarantees.</param>
    /// <exception cref="ArgumentException">A guarantee is sealed, or of another section.</exception>
    public static DecryptionNoticeDocument Of(Section section, Project project, IEnumerable<Guarantee> guarantees)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(project);
        return new DecryptionNoticeDocument([.. guarantees.Select(guarantee => guarantee.Terms?.SectionCode == section.Announced.SectionCode
            ? new DecryptedGuarantee
            {
                GuaranteeId = guarantee.GuaranteeId,
                GuaranteeNo = guarantee.Terms.GuaranteeNo,
                GuarantorUscc = guarantee.IssuerUscc,
                ApplicantUscc = guarantee.Terms.ApplicantUscc,
                ApplicantName = guarantee.Terms.ApplicantName,
                OpeningTime = section.OpeningTime,
                TenderProjectCode = section.Announced.TenderProjectCode,
                TenderProjectName = project.Created.Name,
                SectionCode = section.Announced.SectionCode,
                SectionName = section.Announced.Name,
                TendererUscc = section.TendererUscc,
                Region = section.Region,
            }
            : throw new ArgumentException(
                $"Guarantee {Convert.ToHexStringLower(guarantee.GuaranteeId.Span)} is not a revealed one of section " +
                $"{section.Announced.SectionCode}.",
                nameof(guarantees)))]);
    }

    private static ClaimDocument? ClaimOf(Guarantee guarantee) =>
        guarantee.Claim is not { } claim ? null : new ClaimDocument(new ClaimGuarantee
        {
            GuaranteeId = guarantee.GuaranteeId,
            AmountFen = claim.AmountFen,
            Reason = claim.Reason,
            Clause = claim.Clause,
            EvidenceDigest = claim.EvidenceDigest,
            StatementDigest = claim.StatementDigest,
            ExtendUntil = claim.ExtendUntil,
        })
        {
            ClaimedAt = claim.ClaimedAt,
            AnswerUntil = claim.AnswerUntil,
        };

    private static ClaimReplyDocument? ReplyOf(Guarantee guarantee) => guarantee switch
    {
        { State: GuaranteeState.Paid } =>
            new ClaimReplyDocument(guarantee.GuaranteeId, ClaimReplyStatus.Paid) { PaidFen = guarantee.PaidFen },
        { Claim.Discrepancies.Count: > 0 } =>
            new ClaimReplyDocument(guarantee.GuaranteeId, ClaimReplyStatus.Refused) { Discrepancies = [.. guarantee.Claim.Discrepancies] },
        _ => null,
    };

    private static ReleaseDocument? ReleaseOf(Guarantee guarantee)
    {
        var call = new ReleaseGuarantee { GuaranteeId = guarantee.GuaranteeId, Reason = guarantee.ReleaseReason };
        return guarantee.State == GuaranteeState.Released ? new ReleaseDocument(call) { ReleasedAt = guarantee.EndedAt } : null;
    }
}
