using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Seeds;

/// <summary>
/// Sums up what a chain holds, from proved reads alone, to be held against a record's totals. The chain does not tell its scan sessions:
/// they are counted from the centre's books, as far as those are of the roots that stand on the chain.
/// </summary>
public static class RecordReconciliation
{
    /// <summary>The totals that the chain's state gives; equal to <see cref="ZhuhaiRecord.Totals"/> once the record is played.</summary>
    public static async Task<RecordTotals> ReadAsync(
        IRecordChain chain, ConsortiumSeed consortium, ZhuhaiRecord? record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var totals = await CountSessionsAsync(chain, consortium, record, cancellationToken);
        var contracts = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var entry in chain.ListAsync(TenderTables.Sections.Prefix.ToArray(), cancellationToken))
        {
            var section = Section.Parser.ParseFrom(entry.Value);
            contracts[section.Announced.SectionCode] = section.Contract?.ContractFen ?? 0;
            totals = Add(totals, section);
        }

        totals = await AddCredentialsAsync(totals, chain, contracts, cancellationToken);

        await foreach (var entry in chain.ListAsync(GuaranteeTables.Guarantees.Prefix.ToArray(), cancellationToken))
        {
            totals = Add(totals, Guarantee.Parser.ParseFrom(entry.Value));
        }

        return totals;
    }

    private static async Task<RecordTotals> AddCredentialsAsync(
        RecordTotals totals, IRecordChain chain, Dictionary<string, long> contracts, CancellationToken cancellationToken)
    {
        var companies = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in chain.ListAsync(CredentialTables.Records.Prefix.ToArray(), cancellationToken))
        {
            var record = CredentialRecord.Parser.ParseFrom(entry.Value).Recorded;
            companies.Add(record.SubjectUscc);
            totals = totals with
            {
                CredentialCompanies = companies.Count,
                Qualifications = totals.Qualifications + (record.Qualification is null ? 0 : 1),
                Performances = totals.Performances + (record.Performance is null ? 0 : 1),
            };
        }

        var sections = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in chain.ListAsync(CredentialTables.Checks.Prefix.ToArray(), cancellationToken))
        {
            sections.Add(CredentialCheck.Parser.ParseFrom(entry.Value).Recorded.SectionCode);
        }

        return totals with
        {
            CheckedProjects = sections.Select(code => code[..TradeCodes.TenderProjectLength]).Distinct(StringComparer.Ordinal).Count(),
            CheckedFen = sections.Sum(code => contracts[code]),
        };
    }

    private static async Task<RecordTotals> CountSessionsAsync(
        IRecordChain chain, ConsortiumSeed consortium, ZhuhaiRecord? record, CancellationToken cancellationToken)
    {
        var books = new RecordedSessions(consortium);
        var seen = new HashSet<ByteString>();
        var totals = new RecordTotals();
        foreach (var action in (record?.Actions ?? []).Where(action => action.Kind == RecordActionKind.RecordSessions))
        {
            var book = books.BookOf(action);
            var (key, root) = books.Expect(action, book);
            if (await chain.GetAsync(key, cancellationToken) is { } value && SessionRecord.Parser.ParseFrom(value).Root.Equals(root))
            {
                totals = book.Sessions.Where(session => seen.Add(session.Commitment)).Aggregate(totals, Add);
            }
        }

        return totals;
    }

    private static RecordTotals Add(RecordTotals totals, FinishedSession session) => session.Act switch
    {
        ScanAct.Login => totals with { Logins = totals.Logins + 1 },
        ScanAct.Sign => totals with { Signatures = totals.Signatures + 1 },
        _ => totals,
    };

    private static RecordTotals Add(RecordTotals totals, Section section) => totals with
    {
        Sections = totals.Sections + 1,
        SectionsOpened = totals.SectionsOpened + (SectionRules.IsOpen(section) ? 1 : 0),
        SectionsFailed = totals.SectionsFailed + (section.State is SectionState.Failed or SectionState.Terminated ? 1 : 0),
        SectionsPostponed = totals.SectionsPostponed + (section.Notices > 1 ? 1 : 0),
        Awarded = totals.Awarded + section.Awards.Count,
        Contracted = totals.Contracted + (section.Contract is null ? 0 : 1),
    };

    private static RecordTotals Add(RecordTotals totals, Guarantee guarantee)
    {
        totals = totals with
        {
            SealedRecords = totals.SealedRecords + 1,
            Surrendered = totals.Surrendered + (guarantee.State == GuaranteeState.Surrendered ? 1 : 0),
            VersionsMerged = totals.VersionsMerged + (guarantee.State == GuaranteeState.Merged ? 1 : 0),
        };
        return guarantee.Terms is not { } terms ? totals : totals with
        {
            Guarantees = totals.Guarantees + 1,
            ReplacedDepositsFen = totals.ReplacedDepositsFen + terms.AmountFen,
            PremiumsFen = totals.PremiumsFen + terms.PremiumFen,
            Released = totals.Released + (guarantee.State == GuaranteeState.Released ? 1 : 0),
            Paid = totals.Paid + (guarantee.State == GuaranteeState.Paid ? 1 : 0),
            PaidFen = totals.PaidFen + guarantee.PaidFen,
            Withdrawn = totals.Withdrawn + (guarantee.ReleaseReason == ReleaseReason.WithdrawnByDecryptionFailure ? 1 : 0),
            Blind = totals.Blind + (terms.BlindSection is null ? 0 : 1),
            Endorsed = totals.Endorsed + (guarantee.EndorsedDigest.IsEmpty ? 0 : 1),
            Amended = totals.Amended + guarantee.Versions.Count(version => version.RecordId.IsEmpty),
            Suspended = totals.Suspended + (guarantee.Suspension is null ? 0 : 1),
            BankGuarantees = totals.BankGuarantees + (terms.Form == GuaranteeForm.Bank ? 1 : 0),
            InsuranceGuarantees = totals.InsuranceGuarantees + (terms.Form == GuaranteeForm.Insurance ? 1 : 0),
            SuretyGuarantees = totals.SuretyGuarantees + (terms.Form == GuaranteeForm.Surety ? 1 : 0),
        };
    }
}
