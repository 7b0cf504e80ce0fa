using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds.Tests;

public sealed class ZhuhaiRecordTests
{
    private static readonly ConsortiumSeed Consortium = ConsortiumSeed.Create();
    private static readonly ZhuhaiRecord Record = ZhuhaiRecord.Generate(Consortium);

    [Fact]
    public void Totals_are_the_published_ones_to_the_fen()
    {
        Assert.Equal(83_000, Record.Totals.Logins);
        Assert.Equal(46_000, Record.Totals.Signatures);
        Assert.Equal(14_600, Record.Totals.Guarantees);
        Assert.Equal(913_000_000_000, Record.Totals.ReplacedDepositsFen);
        Assert.Equal(71, Record.Totals.CredentialCompanies);
        Assert.Equal(326, Record.Totals.Qualifications);
        Assert.Equal(429, Record.Totals.Performances);
        Assert.Equal(204, Record.Totals.CheckedProjects);
        Assert.Equal(279_000_000_000, Record.Totals.CheckedFen);
        Assert.Equal(730, Record.Totals.SectionsOpened);
        Assert.Equal(16, Record.Totals.SectionsFailed);
        Assert.Equal(28, Record.Totals.SectionsPostponed);
        Assert.Equal(14_600, Record.Totals.Released + Record.Totals.Paid);
        Assert.Equal(730, Record.Totals.Contracted);
        Assert.Equal(730 + Record.Sections.Count(section => section.IsRefused), Record.Totals.Awarded);
        Assert.Equal(9, Record.Totals.Withdrawn);
        Assert.Equal(6, Record.Totals.Suspended);
        Assert.Equal(Record.Totals.Blind, Record.Totals.Endorsed);
        Assert.InRange(Record.Totals.Blind, 4_000, 4_800);
        Assert.InRange(Record.Totals.VersionsMerged, 200, 500);
        Assert.InRange(Record.Totals.Amended, 100, 400);
        Assert.Equal(14_600, Record.Totals.BankGuarantees + Record.Totals.InsuranceGuarantees + Record.Totals.SuretyGuarantees);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4711)]
    public void Every_seed_reaches_the_totals(ulong seed)
    {
        var totals = ZhuhaiRecord.Generate(ConsortiumSeed.Create(seed), RecordOptions.Mini).Totals;
        Assert.Equal(146, totals.Guarantees);
        Assert.Equal(9_130_000_000, totals.ReplacedDepositsFen);
    }

    /// <summary>Golden: whoever changes the record on purpose changes this with it.</summary>
    [Fact]
    public void The_same_seed_gives_the_same_actions_for_ever()
    {
        Assert.StartsWith("10177be865b2eb63753e28a3979a6c6b", DigestOf(Record), StringComparison.Ordinal);
        Assert.Equal(DigestOf(Record), DigestOf(ZhuhaiRecord.Generate(ConsortiumSeed.Create())));
        Assert.NotEqual(DigestOf(Record), DigestOf(ZhuhaiRecord.Generate(ConsortiumSeed.Create(seed: 1))));
    }

    [Fact]
    public void Everything_happens_between_December_2019_and_July_2021_in_order_on_working_days()
    {
        Assert.All(
            Record.Actions,
            action =>
                Assert.True(
                    action.At >= ConsortiumSeed.Start && action.At < new DateTimeOffset(2021, 8, 1, 0, 0, 0, action.At.Offset),
                    action.ToString()));
        Assert.All(
            Record.Actions,
            action => Assert.True(ChineseCalendar.IsWorkday(DateOnly.FromDateTime(action.At.DateTime)), action.ToString()));
        Assert.Equal(Record.Actions.OrderBy(action => action.At), Record.Actions);
        Assert.Equal(Record.Actions.Count, Record.Days.Sum(day => day.Actions.Count));
        Assert.Equal(Record.Actions.Count, Record.Actions.Select(action => (action.ActorUscc, action.BusinessKey)).Distinct().Count());
    }

    [Fact]
    public void Codes_have_their_shapes_and_build_on_one_another()
    {
        Assert.All(Record.Sections, section =>
        {
            Assert.Matches("^[AD][0-9]{16}$", section.Project.ProjectCode);
            Assert.Equal(20, section.Project.TenderProjectCode.Length);
            Assert.Equal(23, section.Code.Length);
            Assert.StartsWith(section.Project.ProjectCode, section.Project.TenderProjectCode, StringComparison.Ordinal);
            Assert.StartsWith(section.Project.TenderProjectCode, section.Code, StringComparison.Ordinal);
            Assert.Equal(section.Project.TradeClass[0], section.Code[0]);
        });
        Assert.Equal(Record.Sections.Count, Record.Sections.Select(section => section.Code).Distinct().Count());
    }

    [Fact]
    public void Subjects_are_many_recurring_and_valid_by_their_codes()
    {
        var bidders = Record.Sections.SelectMany(section => section.Guarantees).Select(guarantee => guarantee.Applicant).Distinct()
            .ToList();
        var tenderers = Record.Sections.Select(section => section.Project.Tenderer).Distinct().ToList();
        Assert.InRange(bidders.Count, 1_800, 2_000);
        Assert.InRange(tenderers.Count, 100, 112);
        Assert.All(bidders.Concat(tenderers), subject => Assert.True(UnifiedSocialCreditCode.HasValidCheck(subject.Uscc), subject.Uscc));
        Assert.Equal(bidders.Count + tenderers.Count, bidders.Concat(tenderers).Select(subject => subject.Name).Distinct().Count());
        var others = Record.Sections.SelectMany(
            section => section.Withdrawn.Select(guarantee => guarantee.Applicant).Concat(section.Candidates));
        Assert.Equal(
            bidders.Union(others).Count(),
            Record.Actions.Where(action => action.Kind == RecordActionKind.RegisterSubjects).Sum(action => action.Subjects.Count));
    }

    [Fact]
    public void Bonds_keep_to_the_caps_and_guarantees_to_the_bonds()
    {
        Assert.All(Record.Sections, section =>
        {
            Assert.InRange(section.BondFen, 1_000_000, 80_000_000);
            Assert.Equal(0, section.BondFen % 1_000_000);
            Assert.True(section.BondFen * 50 <= section.EstimatedPriceFen, section.Code);
            Assert.InRange(
                section.Bidders,
                section.Ending == SectionEnding.FewerThanThreeBidders ? 1 : 3,
                section.Ending == SectionEnding.FewerThanThreeBidders ? 2 : 60);
            Assert.True(section.Guarantees.Count <= section.Bidders, section.Code);
            Assert.Equal(section.Ending == SectionEnding.Opened ? section.Bidders : 0, section.Bidding.Distinct().Count());
            Assert.Empty(section.Guarantees.Select(guarantee => guarantee.Applicant).Concat(section.Candidates).Except(
                section.Ending == SectionEnding.Opened ? section.Bidding : section.Guarantees.Select(guarantee => guarantee.Applicant)));
            Assert.Equal(section.Guarantees.Count, section.Guarantees.Select(guarantee => guarantee.Applicant.Uscc).Distinct().Count());
        });
        Assert.All(
            Record.Sections.SelectMany(section => section.Guarantees),
            guarantee => Assert.True(guarantee.AmountFen >= guarantee.Section.BondFen));
    }

    [Fact]
    public void Periods_keep_to_the_law()
    {
        Assert.All(Record.Sections, section =>
        {
            Assert.True(section.FirstOpeningAt - section.AnnouncedAt >= TimeSpan.FromDays(20), section.Code);
            Assert.True(
                section.PostponedAt is null || (section.PostponedAt < section.FirstOpeningAt && section.OpeningAt > section.FirstOpeningAt),
                section.Code);
            Assert.Equal(new TimeSpan(9, 30, 0), section.OpeningAt.TimeOfDay);
            Assert.Contains(section.BidValidityDays, (int[])[60, 90, 120]);
            Assert.All(section.Guarantees, guarantee =>
            {
                Assert.True(guarantee.IssuedAt > section.AnnouncedAt && guarantee.IssuedAt < section.OpeningAt);
                Assert.True(guarantee.SealedUntil >= section.OpeningAt.AddDays(section.BidValidityDays));
                Assert.True(guarantee.Later is not { } later || (
                    later.IssuedAt > section.PostponedAt && guarantee.IssuedAt < section.PostponedAt
                    && later.IssuedAt < section.OpeningAt && later.ValidUntil > guarantee.ValidUntil));
                Assert.True(guarantee.PremiumFen >= 20_000 && guarantee.PremiumFen < guarantee.AmountFen / 50);
            });
        });
    }

    [Fact]
    public void Each_guarantee_ends_once_and_in_time()
    {
        var ends = Record.Actions
            .Where(action => action.Kind is RecordActionKind.ReleaseGuarantees or RecordActionKind.PayClaim)
            .SelectMany(action => action.Guarantees.Select(guarantee => (guarantee, action.At))).ToList();
        Assert.Equal(14_600, ends.Select(end => end.guarantee).Distinct().Count());
        Assert.Equal(14_600, ends.Count);
        Assert.All(ends.Where(end => end.guarantee.Ending is GuaranteeEnding.NotAwarded or GuaranteeEnding.ContractSigned), end =>
            Assert.True(end.At < (end.guarantee.AmendedUntil ?? end.guarantee.SealedUntil)));
        var claims = Record.Actions.Where(action => action.Kind == RecordActionKind.ClaimGuarantee).ToList();
        Assert.All(claims, action => Assert.True(action.At < action.Guarantees[0].ValidUntil));
        Assert.Contains(claims, action => action.Guarantees[0].Ending == GuaranteeEnding.PaidOnSecondClaim);
        Assert.Contains(claims, action => action.Guarantees[0].ClaimReason == ClaimReason.NoContract);
        Assert.Contains(claims, action => action.Guarantees[0].ClaimReason == ClaimReason.Revoked);
    }

    [Fact]
    public void Batches_are_powers_of_two_with_decoys_and_no_id_comes_twice()
    {
        var issues = Record.Actions.Where(action => action.Kind == RecordActionKind.IssueGuarantees).ToList();
        Assert.All(issues, action =>
        {
            Assert.InRange(action.Slots.Count, 2, 8);
            Assert.True(BitOperations.IsPow2(action.Slots.Count));
            Assert.Contains(action.Slots, slot => slot.Guarantee is not null);
            Assert.All(
                action.Slots,
                slot => Assert.True(slot.Guarantee is null || slot.Guarantee.Guarantor.Participant.Uscc == action.ActorUscc));
        });
        var slots = issues.SelectMany(action => action.Slots).ToList();
        Assert.Equal(slots.Count, slots.Select(slot => slot.GuaranteeId).Distinct().Count());
        Assert.Equal(
            Record.Sections.Sum(section => section.Guarantees.Count + section.Withdrawn.Count),
            slots.Count(slot => slot.Guarantee is not null && !slot.IsLater));
        Assert.Equal(Record.Totals.VersionsMerged, slots.Count(slot => slot.IsLater));
    }

    [Fact]
    public void Guarantees_of_failed_sections_and_withdrawn_bids_are_taken_back_and_never_revealed()
    {
        var failed = Record.Sections.Where(section => section.Ending != SectionEnding.Opened).SelectMany(section => section.Guarantees)
            .Concat(Record.Sections.SelectMany(section => section.Withdrawn)).ToHashSet();
        var surrendered = Record.Actions.Where(action => action.Kind == RecordActionKind.SurrenderGuarantees)
            .SelectMany(action => action.Slots).ToList();
        Assert.NotEmpty(failed);
        Assert.Equal(failed, surrendered.Where(slot => slot.Guarantee is not null).Select(slot => slot.Guarantee!).ToHashSet());
        Assert.Contains(surrendered, slot => slot.Guarantee is null);
        Assert.DoesNotContain(
            Record.Actions.Where(action => action.Kind == RecordActionKind.RevealGuarantees).SelectMany(action => action.Guarantees),
            failed.Contains);
    }

    private static string DigestOf(ZhuhaiRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var action in record.Actions)
        {
            var line = new StringBuilder()
                .Append(
                    CultureInfo.InvariantCulture,
                    $"{action.At.ToUnixTimeMilliseconds()}|{action.Kind}|{action.ActorUscc}|{action.BusinessKey}");
            line.AppendJoin(',', action.Subjects.Select(subject => $"{subject.Uscc} {subject.Name}"));
            line.AppendJoin(',', action.Sections.Select(section =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{section.Code} {section.Name} {section.EstimatedPriceFen} {section.BondFen} {section.Bidders} " +
                    $"{section.OpeningAt.ToUnixTimeMilliseconds()}")));
            line.AppendJoin(',', action.Guarantees.Select(guarantee =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{guarantee.Index} {guarantee.Applicant.Uscc} {guarantee.PremiumInAllFen} {guarantee.ClaimReason} " +
                    $"{guarantee.Ending} {guarantee.SealedUntil.ToUnixTimeMilliseconds()}")));
            line.AppendJoin(',', action.Sessions.Select(session =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{session.Index} {session.Act} {session.Subject.Uscc} {session.OpenedAt.ToUnixTimeMilliseconds()} " +
                    $"{session.FinishedAt.ToUnixTimeMilliseconds()}")));
            line.AppendJoin(',', action.Slots.Select(slot => Convert.ToHexStringLower(slot.GuaranteeId.Span))).Append('\n');
            hash.AppendData(Encoding.UTF8.GetBytes(line.ToString()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
