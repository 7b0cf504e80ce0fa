using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.ReferenceModel;
using Ledger.Schema.Credential;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using Xunit.Abstractions;

namespace Ledger.Seeds.Tests;

/// <summary>Small records of other seeds on the contracts and on the reference model, which shares no code with them.</summary>
public sealed class SecondOpinionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(7)]
    [InlineData(4711)]
    public async Task Chain_and_model_agree_on_every_call_and_on_the_end(ulong seed)
    {
        var followed = await FollowedRecord.PlayAsync(seed, RecordOptions.Mini);

        var opinion = followed.Opinion;
        output.WriteLine(
            string.Join(
                ", ", opinion.Verdicts.OrderByDescending(verdict => verdict.Value).Select(verdict => $"{verdict.Key} {verdict.Value}")));
        Assert.Null(opinion.Disagreement);
        Assert.Null(opinion.FindDifference());
        Assert.True(
            opinion.Verdicts.Where(verdict => verdict.Key != RefusalCode.None).Sum(verdict => verdict.Value) > 1_000,
            "Hardly any wrong call was refused.");
        Assert.True(opinion.Verdicts.Count > 20, "The wrong calls are refused for few reasons only.");
    }

    /// <summary>A comparison that overlooks a field would agree for ever.</summary>
    [Fact]
    public async Task Whatever_is_changed_in_the_state_is_seen()
    {
        var followed = await FollowedRecord.PlayAsync(1, RecordOptions.Mini);
        var sections = followed.Chain.Read(TenderTables.Sections);
        var guarantees = followed.Chain.Read(GuaranteeTables.Guarantees);
        var model = followed.Opinion.Model;

        Assert.Null(ModelComparison.FindDifference(model, sections, guarantees));
        Assert.NotNull(ModelComparison.FindDifference(model, [.. sections.Skip(1)], guarantees));
        Assert.NotNull(ModelComparison.FindDifference(model, sections, [.. guarantees.Skip(1)]));
        Assert.All(
            SectionChanges,
            change =>
                Assert.NotNull(
                    ModelComparison.FindDifference(model, Changed(sections, section => section.Contract is not null, change), guarantees)));
        Assert.All(
            GuaranteeChanges,
            change =>
                Assert.NotNull(ModelComparison.FindDifference(model, sections, Changed(guarantees, one => one.Claim is not null, change))));
    }

    [Fact]
    public async Task Whatever_is_changed_of_credentials_is_seen()
    {
        var followed = await FollowedRecord.PlayAsync(1, RecordOptions.Mini);
        var records = followed.Chain.Read(CredentialTables.Records);
        var checks = followed.Chain.Read(CredentialTables.Checks);
        var model = followed.Opinion.Model;

        Assert.Equal((17, 3), (records.Count(record => record.Recorded.Performance is not null), checks.Count));
        Assert.Null(ModelComparison.FindDifference(model, records, checks));
        Assert.NotNull(ModelComparison.FindDifference(model, [.. records.Skip(1)], checks));
        Assert.NotNull(ModelComparison.FindDifference(model, records, [.. checks.Skip(1)]));
        Action<CredentialRecord>[] changes =
            [record => record.Recorded.DocumentNo += "0", record => record.Changes.Add(new CredentialChange())];
        Assert.All(
            changes, change => Assert.NotNull(ModelComparison.FindDifference(model, Changed(records, _ => true, change), checks)));
        Assert.NotNull(
            ModelComparison.FindDifference(model, records, Changed(checks, _ => true, check => check.Recorded.AsOf++)));
    }

    private static readonly Action<Section>[] SectionChanges =
    [
        section => section.State = SectionState.Awarded,
        section => section.OpeningTime++,
        section => section.Notices++,
        section => section.CentreUscc = section.TendererUscc,
        section => section.TendererUscc = section.CentreUscc,
        section => section.AnnouncedAt++,
        section => section.Bidders++,
        section => section.BiddersListedAt++,
        section => section.KeyReleasedAt = 0,
        section => section.Contract.ContractFen++,
        section => section.Awards[^1].AwardFen++,
        section => section.Awards[^1].WinnerUscc = section.Evaluation.Candidates[^1] + "0",
        section => section.Evaluation.Candidates.RemoveAt(0),
        section => section.Pause = new SectionPause { From = SectionState.Evaluated },
    ];

    private static readonly Action<Guarantee>[] GuaranteeChanges =
    [
        one => one.State = GuaranteeState.Expired,
        one => one.IssuerUscc = one.Terms.BeneficiaryUscc,
        one => one.IssuedAt++,
        one => one.Commitment = ByteString.CopyFrom(new byte[32]),
        one => one.Version++,
        one => one.Terms.AmountFen++,
        one => one.Terms.ValidUntil--,
        one => one.Terms.PremiumFen++,
        one => one.Terms.ApplicantUscc = one.Terms.GuarantorUscc,
        one => one.Terms.SectionCode += "0",
        one => one.Terms.BeneficiaryUscc = one.Terms.GuarantorUscc,
        one => one.PaidFen++,
        one => one.Claim.AmountFen++,
        one => one.Claim.AnswerUntil++,
        one => one.EndorsedDigest = one.EndorsedDigest.IsEmpty ? ByteString.CopyFrom(1) : ByteString.Empty,
    ];

    private static List<T> Changed<T>(IReadOnlyList<T> all, Func<T, bool> which, Action<T> change)
        where T : IDeepCloneable<T>
    {
        var changed = all.ToList();
        var at = changed.FindIndex(one => which(one));
        changed[at] = changed[at].Clone();
        change(changed[at]);
        return changed;
    }
}
