using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Calls;
using Ledger.Client.Credentials;
using Ledger.OnlineChecks;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Credentials.Online;

internal sealed class CredentialAskCommand : CliCommand
{
    private const int DigestBytesInName = 8;

    private static readonly string[] Columns =
        ["record_id", "issuer_uscc", "outcome", "status", "differs", "unanswered", "message", "file"];

    private static readonly Argument<string> Uscc = new("USCC") { Description = "统一社会信用代码 of the subject." };
    private static readonly Option<string> Authorities = new("--authorities")
    {
        Description = "JSON of which authority is asked where, docs/spec/online-check.md. No address comes from elsewhere.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string?> RecordId = new("--record-id")
    {
        Description = "One record, as `credential list` shows it; all of the subject where it is not given.",
        HelpName = "HEX",
    };

    private static readonly Option<string?> AsOf = new("--as-of")
    {
        Description = "The time that is asked about; now where it is not given.",
        HelpName = "TIME",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The folder that the evidence goes to, a file an answer; made where it is missing.",
        HelpName = "DIR",
        Required = true,
    };

    internal CredentialAskCommand(CliContext context)
        : base(
            "ask",
            "Ask the authorities online whether their books still say what a subject's records say (联网核查), and keep their signed " +
            "answers. They are not told for which section, yet they learn that you ask: before an opening ask about every subject that " +
            "you know, or wait. Nothing goes to the chain. Ends with 1 where an answer differs or a record is not in force, 3 where none " +
            "came.",
            "ledger credential ask 91350100M000100Y43 --authorities authorities.json --out evidence")
    {
        Add(Uscc);
        Add(Authorities);
        Add(RecordId);
        Add(AsOf);
        Add(Out);
        Does(context, AskAsync);
    }

    private static async Task<int> AskAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var uscc = TypedText.Plain(invocation.Value(Uscc));
        var authorities = ReadAuthorities(invocation.Value(Authorities));
        var client = invocation.OpenReader();
        var listing = await new CredentialReader(client).ReadAsync(uscc, cancellationToken: cancellationToken);
        var records = Chosen(invocation, uscc, listing.Subject.Records);
        var asOf = invocation.Value(AsOf) is { } text ? TimeReader.Read(text, AsOf.Name) : listing.Time;
        var check = OnlineChecks.Open(invocation, client);
        using var connections = new Connections(authorities, invocation.Context.Clock);
        var answers = new List<(OnlineFinding Finding, CredentialRecord Record, Document Shown)>();
        foreach (var record in records)
        {
            var finding = connections.Find(record.Recorded.IssuerUscc) is { } authority
                ? await check.AskAsync(authority, record.Recorded, asOf, cancellationToken)
                : new OnlineFinding(
                    OnlineFault.NotAsked, $"{invocation.Value(Authorities)} has no address of {record.Recorded.IssuerUscc}");
            answers.Add((finding, record, Kept(invocation, finding, record)));
        }

        var document = new Document
        {
            ["uscc"] = uscc,
            ["as_of"] = Datum.Time(asOf),
            ["height"] = listing.Height,
            ["answers"] = Datum.List(answers.Select(one => one.Shown)),
        };
        invocation.Report.ShowList(
            (
                $"{answers.Count} records of {uscc}, as of {Moments.Show(asOf)}, asked of their issuers",
                $"向出具机构核查 {uscc} 的 {answers.Count} 条记录（截至 {Moments.Show(asOf)}）"),
            document, "answers", Columns);
        return CodeOf(answers.Select(one => (one.Finding, one.Record)));
    }

    private static IReadOnlyDictionary<string, HttpAuthorityOptions> ReadAuthorities(string path)
    {
        var reading = AuthoritiesReader.Read(EncodedFile.ReadAll(path));
        return reading.Authorities
            ?? throw JsonFaults.Usage(reading.Faults, $"{path} is no list of authorities", $"{path} 不是有效的机构地址文件");
    }

    private static IReadOnlyList<CredentialRecord> Chosen(Invocation invocation, string uscc, IReadOnlyList<CredentialRecord> records)
    {
        if (invocation.Value(RecordId) is not { } hex)
        {
            return records;
        }

        var id = FieldReader.Hex(hex, RecordId.Name);
        return records.Where(record => record.Recorded.RecordId.Equals(id)).ToList() is { Count: > 0 } found
            ? found
            : throw CliException.NotFound($"{uscc} has no record {hex}.", $"{uscc} 没有记录 {hex}。");
    }

    private static Document Kept(Invocation invocation, OnlineFinding finding, CredentialRecord record)
    {
        var shown = OnlineChecks.Of(finding, record);
        if (finding.Evidence is { } evidence)
        {
            var digest = OnlineAnswers.DigestOf(invocation.Genesis.Hasher, evidence);
            var name = $"{Convert.ToHexStringLower(record.Recorded.RecordId.Span)}-" +
                $"{Convert.ToHexStringLower(digest.ToArray().AsSpan(0, DigestBytesInName))}.json";
            var path = Path.Combine(Directory.CreateDirectory(invocation.Value(Out)).FullName, name);
            MessageFile.WriteNewSecret(path, evidence);
            shown["evidence_digest"] = digest;
            shown["file"] = path;
        }

        return shown;
    }

    // What proves nothing weighs most, then what is not known, then what is known to be otherwise.
    private static int CodeOf(IEnumerable<(OnlineFinding Finding, CredentialRecord Record)> answers)
    {
        var all = answers.ToList();
        return all.Exists(one => one.Finding.Fault != OnlineFault.None && !OnlineFaultWords.IsPassing(one.Finding.Fault))
                ? ExitCode.NotVerified
            : all.Exists(one => one.Finding.Fault != OnlineFault.None) ? ExitCode.Unreachable
            : all.Exists(one => one.Finding.Outcome != CheckOutcome.Met || one.Finding.DifferencesFrom(one.Record).Count > 0)
                ? ExitCode.Refused
            : ExitCode.Done;
    }

    // One connection an authority, so that what failed for one record is known for the next.
    private sealed class Connections(IReadOnlyDictionary<string, HttpAuthorityOptions> authorities, TimeProvider time) : IDisposable
    {
        private readonly Dictionary<string, HttpAuthority> _open = new(StringComparer.Ordinal);

        internal HttpAuthority? Find(string uscc) => _open.TryGetValue(uscc, out var open) ? open
            : authorities.TryGetValue(uscc, out var options) ? _open[uscc] = new HttpAuthority(options, time)
            : null;

        public void Dispose()
        {
            foreach (var open in _open.Values)
            {
                open.Dispose();
            }
        }
    }
}
