using System.Text;
using Ledger.Cli.Views;
using Ledger.Cli.Views.Designs;
using Ledger.Client;
using Ledger.Passports;
using Ledger.Passports.Credentials;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Tests.Views;

/// <summary>
/// Each view as people see it, in both languages, at 80 and 160 columns and in a pipe, and as programs read it: the files in Snapshots.
/// </summary>
public sealed class ViewSnapshotTests
{
    private const long Now = ViewSamples.OpeningTime + (40 * ViewSamples.DayMs);
    private static readonly (string Name, int Width, bool Chinese)[] Screens =
    [
        ("English, 80 columns", 80, false), ("Chinese, 80 columns", 80, true), ("English, 160 columns", 160, false),
        ("Chinese, 160 columns", 160, true),
        ("English, piped", Screen.Unlimited, false), ("Chinese, piped", Screen.Unlimited, true),
    ];

    private static readonly string[] ListColumns =
    [
        "id", "state", "issuer_uscc", "section_code", "applicant_name", "amount_fen", "valid_until",
    ];

    private static readonly Dictionary<string, Func<(Action<Screen> Write, Document Document)>> Views = new(StringComparer.Ordinal)
    {
        ["section"] = () =>
            Of(new SectionView(ViewSamples.Section(), ViewSamples.Notices(), 4_816, Now), view => (view.Write, view.Document)),
        ["tender-list"] = () => Of(new TenderListView(ViewSamples.Register()), view => (view.Write, view.Document)),
        ["tender-list-all"] = () =>
            Of(new TenderListView(ViewSamples.Register(), ShowsEnded: true), view => (view.Write, view.Document)),
        ["bonds"] = () => Of(new BondsView(ViewSamples.Bonds()), view => (view.Write, view.Document)),
        ["guarantee"] = () =>
            Of(new GuaranteeRecordView(ViewSamples.Claimed(), 4_816, Now), view => (view.Write, Documents.Of(view.Guarantee))),
        ["status"] = () =>
            Of(
                new StatusView("珠海公共资源交易测试联盟链", new Digest(ViewSamples.Blob(32, 60).Span), StatusOf(), IsRehearsal: true),
                view => (view.Write, view.Document)),
        ["passport-valid"] = () => Of(new PassportView("bond.ldgp", 14_228, ReportOf(valid: true)), view => (view.Write, view.Document)),
        ["passport-credential"] = () =>
            Of(new PassportView("answer.ldgp", 6_112, CredentialReport()), view => (view.Write, view.Document)),
        ["passport-invalid"] = () => Of(new PassportView("bond.ldgp", 14_228, ReportOf(valid: false)), view => (view.Write, view.Document)),
        ["outcome-done"] = () =>
            OutcomeOf(new Receipt { Events = { new Event { Type = "guarantee.released", Key = ViewSamples.Blob(0, 0) } } }),
        ["outcome-refused"] = () =>
            OutcomeOf(
                new Receipt
                {
                    Code = (uint)RefusalCode.GuaranteeExpired,
                    Detail = $"The guarantee was valid until {ViewSamples.OpeningTime}; block time is {Now}.",
                }),
        ["list"] = () =>
            Of(
                ListOf(),
                list =>
                    (screen => TextView.WriteList(screen, screen.Say("guarantees", "保函"), list.ListOf("guarantees"), ListColumns), list)),
        ["record"] = () => Of(
            MessageDocuments.Of(ViewSamples.Claimed()), record =>
                ((Action<Screen>)(screen => TextView.Write(screen, screen.Say("record", "记录"), record)), record)),
    };

    public static TheoryData<string> Names => [.. Views.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_view_is_as_its_snapshot(string name)
    {
        var (write, document) = Views[name]();
        var text = new StringBuilder();
        foreach (var (title, width, chinese) in Screens)
        {
            text.AppendLine($"===== {title}").Append(Render(write, width, chinese)).AppendLine();
        }

        text.AppendLine("===== --json").AppendLine(JsonView.Write(document));
        Snapshots.Check(name, text.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_view_shows_people_what_is_meant_for_programs(string name)
    {
        var (write, _) = Views[name]();
        foreach (var (_, width, chinese) in Screens)
        {
            var text = Render(write, width, chinese);
            Assert.DoesNotMatch(
                @"[{}""]|\b\w*_(fen|ms|at|until|uscc|time)\b|\b(SECTION_STATE|GUARANTEE_STATE|GUARANTEE_FORM|NOTICE_KIND|CLAIM_REASON|RELEASE_REASON|LEGAL_NATURE|FATE)_|(?<![\w.])1\d{12}(?!\w)|\e",
                text);
            Assert.All(text.Split('\n'), line => Assert.True(Screen.Cells(line) <= width, $"{Screen.Cells(line)} columns: {line}"));
            Assert.All(text.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
        }
    }

    private static string Render(Action<Screen> write, int width, bool chinese)
    {
        using var output = new StringWriter { NewLine = "\n" };
        write(new Screen(output, width, isColoured: false, chinese, isWide: false));
        return output.ToString();
    }

    private static (Action<Screen> Write, Document Document) Of<T>(T view, Func<T, (Action<Screen>, Document)> parts) => parts(view);

    private static (Action<Screen> Write, Document Document) OutcomeOf(Receipt receipt)
    {
        var result = new TransactionResult
        {
            Id = new Digest(ViewSamples.Blob(32, 50).Span),
            Fate = Fate.Final,
            IsProven = true,
            Height = 4_816,
            BlockTime = Now,
            NotAfter = Now + 60_000,
            Receipt = receipt,
        };
        var document = Documents.Of(result);
        return (screen => OutcomeView.Write(screen, screen.Say("release guarantee", "解除保函"), result, document), document);
    }

    private static Document ListOf() => new()
    {
        ["guarantees"] = Datum.List(
        [
            Documents.Of(ViewSamples.Guarantee(1, "91440402XYN8WT4101", "珠海示例建设有限公司", GuaranteeState.Released)),
            Documents.Of(ViewSamples.Claimed()),

        ]),
    };

    private static ChainStatus StatusOf() => new()
    {
        Height = 4_816,
        BlockTime = Now,
        Freshness = new HeadFreshness(4_816, Now, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(5)),
        BlockHash = new Digest(ViewSamples.Blob(32, 200).Span),
        StateRoot = new Digest(ViewSamples.Blob(32, 30).Span),
        Validators = new ValidatorSet
        {
            Validators = { new Validator { Name = "zhuhai", Power = 1 }, new Validator { Name = "beijing", Power = 1 } },
        },
        Node = new NodeStatus
        {
            NodeName = "zhuhai",
            Version = "1.0",
            ExecutedHeight = 4_817,
            MempoolTransactions = 12,
            MempoolBytes = 34_567,
        },
    };

    private static PassportReport CredentialReport() => new(
        [.. PassportCheckNames.OfCredential.Select(name => new PassportCheck(name, PassportOutcome.Pass, $"as it should be, of {Now}"))],
        new Passports.Checkpoint(new Digest(new byte[32]), 4_816, Now, new Digest(new byte[32]), 4),
        null,
        credential: new CredentialView
        {
            SubjectUscc = "91440400MA4UWX0R6T",
            SubjectName = "珠海示例建设有限公司",
            IssuerUscc = "11440400007070000X",
            IssuerName = "示例住房和城乡建设局",
            RecordId = new byte[16],
            Kind = CredentialKind.Qualification,
            IsLate = true,
            CommittedAtMs = Now,
            PresentedBy = new Digest(new byte[32]),
            Request = new PassportRequest
            {
                Audience = "珠海市公共资源交易中心",
                SectionCode = "E4404000001001043001001",
                Kind = CredentialKind.Qualification,
                Fields = { "effective_from", "effective_until", "level_code" },
                AsOf = Now,
            },
            Fields =
            [
                new CredentialField { Name = "effective_from", Value = "2019-05-06T00:00:00+08:00" },
                new CredentialField { Name = "effective_until" },
                new CredentialField { Name = "level_code", Value = "B" },
            ],
        });

    private static PassportReport ReportOf(bool valid)
    {
        var checks = PassportCheckNames.All.Select((name, index) => new PassportCheck(
            name,
            valid || index < 3 ? PassportOutcome.Pass : index == 3 ? PassportOutcome.Fail : PassportOutcome.NotApplicable,
            index == 3 && !valid ? "block 4816: TooFewVotes" : $"as it should be, of {Now}")).ToList();
        var guarantee = ViewSamples.Claimed();
        return new PassportReport(
            checks,
            valid ? new Passports.Checkpoint(new Digest(new byte[32]), 4_816, Now, new Digest(new byte[32]), 4) : null,
            valid
                ? new GuaranteeView
                {
                    Record = guarantee,
                    State = guarantee.State,
                    Terms = guarantee.Terms,
                    TermsAreSigned = true,
                    IssuerName = "南粤示例银行",
                    IssuedBy = new Digest(new byte[32]),
                    IssuedHeight = 4_700,
                    Section = ViewSamples.Section(),
                }
                : null,
            isRehearsal: valid);
    }
}
