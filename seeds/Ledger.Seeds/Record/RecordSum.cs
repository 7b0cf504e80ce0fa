using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>Sums up a record's actions.</summary>
internal static class RecordSum
{
    internal static RecordTotals Of(IReadOnlyList<RecordAction> actions)
    {
        var revealed = Guarantees(actions, RecordActionKind.RevealGuarantees).ToList();
        var paid = Guarantees(actions, RecordActionKind.PayClaim).ToList();
        var released = Guarantees(actions, RecordActionKind.ReleaseGuarantees).ToList();
        return new RecordTotals
        {
            Logins = Sessions(actions, ScanAct.Login),
            Signatures = Sessions(actions, ScanAct.Sign),
            Sections = Sections(actions, RecordActionKind.AnnounceSections),
            SectionsOpened = Sections(actions, RecordActionKind.OpenSection),
            SectionsFailed = Sections(actions, RecordActionKind.FailSection) + Sections(actions, RecordActionKind.TerminateSection),
            SectionsPostponed = Sections(actions, RecordActionKind.PublishNotice),
            Awarded = Sections(actions, RecordActionKind.AwardSection),
            Contracted = Sections(actions, RecordActionKind.SignContract),
            SealedRecords = Slots(actions, RecordActionKind.IssueGuarantees),
            Surrendered = Slots(actions, RecordActionKind.SurrenderGuarantees),
            VersionsMerged = revealed.Count(guarantee => guarantee.Later is not null),
            Guarantees = revealed.Count,
            ReplacedDepositsFen = revealed.Sum(guarantee => guarantee.AmountFen),
            PremiumsFen = revealed.Sum(guarantee => guarantee.PremiumInAllFen),
            Released = released.Count,
            Withdrawn = released.Count(guarantee => guarantee.Ending == GuaranteeEnding.NotDecrypted),
            Blind = revealed.Count(guarantee => guarantee.IsBlind),
            Endorsed = Guarantees(actions, RecordActionKind.EndorseGuarantees).Count(),
            Amended = Guarantees(actions, RecordActionKind.AmendGuarantees).Count(),
            Suspended = Guarantees(actions, RecordActionKind.SuspendPayment).Count(),
            Paid = paid.Count,
            PaidFen = paid.Sum(guarantee => guarantee.AmountFen),
            BankGuarantees = revealed.Count(guarantee => guarantee.Guarantor.Form == GuaranteeForm.Bank),
            InsuranceGuarantees = revealed.Count(guarantee => guarantee.Guarantor.Form == GuaranteeForm.Insurance),
            CredentialCompanies = actions.SelectMany(action => action.Qualifications).Select(one => one.Holder).Distinct().Count(),
            Qualifications = actions.Sum(action => action.Qualifications.Count),
            Performances = actions.Sum(action => action.Performances.Count),
            CheckedProjects = Checks(actions).Select(check => check.Section.Project).Distinct().Count(),
            CheckedFen = Checks(actions).Sum(check => check.Section.ContractFen),
            SuretyGuarantees = revealed.Count(guarantee => guarantee.Guarantor.Form == GuaranteeForm.Surety),
        };
    }

    private static IEnumerable<GuaranteePlan> Guarantees(IReadOnlyList<RecordAction> actions, RecordActionKind kind) =>
        actions.Where(action => action.Kind == kind).SelectMany(action => action.Guarantees);

    private static IEnumerable<CheckPlan> Checks(IReadOnlyList<RecordAction> actions) =>
        actions.Select(action => action.Check).OfType<CheckPlan>();

    private static long Sessions(IReadOnlyList<RecordAction> actions, ScanAct act) =>
        actions.Sum(action => action.Sessions.Count(session => session.Act == act));

    private static long Sections(IReadOnlyList<RecordAction> actions, RecordActionKind kind) =>
        actions.Where(action => action.Kind == kind).Sum(action => action.Sections.Count);

    private static long Slots(IReadOnlyList<RecordAction> actions, RecordActionKind kind) =>
        actions.Where(action => action.Kind == kind).Sum(action => action.Slots.Count);
}
