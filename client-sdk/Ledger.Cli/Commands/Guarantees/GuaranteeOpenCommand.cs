using System.CommandLine;
using Ledger.Cli.Previews;
using Ledger.Client;
using Ledger.Client.Guarantees;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Preflight;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Guarantees;

internal sealed class GuaranteeOpenCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION")
    {
        Description = "标段(包)编号: the section, which must have been opened.",
    };

    internal GuaranteeOpenCommand(CliContext context)
        : base(
            "open",
            "Find the section's sealed guarantees with the key that its opening released, and reveal them.",
            "ledger guarantee open E3500000001001043001001 --key centre.key")
    {
        Add(SectionCode);
        DoesForGood(context, OpenAsync);
    }

    private static async Task<int> OpenAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var code = invocation.Value(SectionCode);
        var client = await invocation.OpenSignerAsync(cancellationToken);
        using var key = await ReleasedKeyAsync(client, code, cancellationToken);
        var opening = await new GuaranteeOpener(invocation.Genesis, code, key).OpenAsync(client, cancellationToken: cancellationToken);
        var refused = new List<RejectedGuarantee>();
        var sound = new List<OpenedGuarantee>();
        PreflightReport? judged = null;
        foreach (var batch in opening.Opened.Chunk(GuaranteeRevealer.RevealedAtOnce))
        {
            judged = await SortAsync(client, code, batch, sound, refused, cancellationToken);
        }

        if (judged is not null && sound.Count > 0)
        {
            var shown = (("Reveal guarantees", "揭示保函"), Describe(code, sound, opening.Rejected.Concat(refused)));
            if (!FinalAct.Confirm(invocation, judged with { Refusal = null }, shown))
            {
                return Confirmation.CodeOfUndone(invocation);
            }

            refused.AddRange(await new GuaranteeRevealer(client).RevealAsync(code, sound, cancellationToken));
        }

        var refusedIds = refused.Select(one => one.GuaranteeId).ToHashSet();
        invocation.Report.Show(($"section {code}", $"标段 {code}"), new Document
        {
            ["section_code"] = code,
            ["opened"] = Datum.List(
                opening.Opened.Where(one => !refusedIds.Contains(one.GuaranteeId)).Select(one => Datum.Id(one.GuaranteeId))),
            ["rejected"] = Documents.Of(opening.Rejected.Concat(refused)),
        });
        return refused.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    // As the revealer halves a batch that was refused, so one that would be: those that are refused alone are named and never sent.
    private static async Task<PreflightReport> SortAsync(
        LedgerClient client, string code, OpenedGuarantee[] batch, List<OpenedGuarantee> sound, List<RejectedGuarantee> refused,
        CancellationToken cancellationToken)
    {
        var report = await client.PreflightAsync([GuaranteeRevealer.Revealing(code, batch)], cancellationToken: cancellationToken);
        if (report.Refusal is null)
        {
            sound.AddRange(batch);
        }
        else if (batch.Length == 1)
        {
            refused.Add(GuaranteeRevealer.Refused(batch[0], report.Refusal));
        }
        else
        {
            await SortAsync(client, code, batch[..(batch.Length / 2)], sound, refused, cancellationToken);
            await SortAsync(client, code, batch[(batch.Length / 2)..], sound, refused, cancellationToken);
        }

        return report;
    }

    private static Document Describe(string code, IEnumerable<OpenedGuarantee> sound, IEnumerable<RejectedGuarantee> rejected) => new()
    {
        ["section_code"] = code,
        ["guarantees"] = Datum.List(sound.Select(one => GuaranteeTerms.Parser.ParseFrom(one.Terms)).Select(terms => new Document
        {
            ["guarantee_no"] = terms.GuaranteeNo,
            ["applicant_uscc"] = terms.ApplicantUscc,
            ["applicant_name"] = terms.ApplicantName,
            ["amount_fen"] = Datum.Money(terms.AmountFen),
        })),
        ["rejected"] = Documents.Of(rejected),
    };

    private static async Task<OpeningKey> ReleasedKeyAsync(LedgerClient client, string code, CancellationToken cancellationToken)
    {
        var section = await GuaranteeReading.SectionAsync(client, code, cancellationToken);
        if (section.OpeningPrivateKey.IsEmpty)
        {
            throw CliException.Usage(
                $"Section {code} has not released its opening key. Wait for the opening.",
                $"标段 {code} 尚未公布开标密钥，请待开标。");
        }

        using var pair = KeyPair.FromPrivateKey(OpeningKeys.AlgorithmOf(client.Genesis.Suite), section.OpeningPrivateKey.Span);
        return new OpeningKey(pair);
    }
}
