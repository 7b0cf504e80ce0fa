using System.CommandLine;
using System.Globalization;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Client;
using Ledger.Client.Evidence;
using Ledger.Client.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Scans;

/// <summary>Follows a session to its end, shows each state, and keeps what the act gave.</summary>
internal static class ScanFollowing
{
    internal static Option<string?> Out { get; } = new("--out")
    {
        Description = "A folder, made anew, for what the act gives: answer, signatures, sealed PDFs, certificate or file key.",
        HelpName = "DIR",
    };

    internal static Option<string?> Opening { get; } = new("--opening")
    {
        Description =
            "Also write what scan record needs, and what explains the record later, to this new secret file. Nothing goes on the " +
            "chain today.",
        HelpName = "FILE",
    };

    internal static async Task<int> FollowAsync(
        Invocation invocation, LedgerClient client, ScanSession session, IReadOnlyList<ScanDocument> documents, ScanSealing? sealing,
        CancellationToken cancellationToken)
    {
        var outcome = await session.WaitAsync(
            state => invocation.Report.ShowItem(new Document { ["state"] = Datum.Word(state) }, WordsOf(state)), cancellationToken);
        if (outcome.Confirmation is not { } confirmation)
        {
            RejectReason? reason = outcome.State == ScanState.Rejected ? outcome.Reason : null;
            invocation.Report.ShowItem(
                new Document { ["outcome"] = Datum.Word(outcome.State), ["reason"] = Datum.Word(reason) }, WordsOf(outcome.State, reason));
            return ExitCode.Refused;
        }

        if (invocation.Value(Out) is { } folder)
        {
            Keep(folder, confirmation, documents, sealing);
        }

        var document = new Document
        {
            ["outcome"] = Datum.Word(outcome.State),
            ["act"] = Datum.Word(confirmation.Answer.Ticket.Act),
            ["subject_uscc"] = confirmation.SubjectUscc,
            ["certificate_id"] = confirmation.CertificateId,
            ["digest"] = Datum.Id(confirmation.Answer.Ticket.Digest),
            ["confirmed_at"] = Datum.Time(confirmation.ConfirmedAt),
            ["signatures"] = confirmation.Result.Signatures.Count,
        };
        invocation.Report.ShowItem(document, (
            $"Confirmed by {confirmation.SubjectUscc}, certificate {confirmation.CertificateId}, {confirmation.Result.Signatures.Count} " +
            $"signature(s)",
            $"{confirmation.SubjectUscc} 已确认，证书 {confirmation.CertificateId}，签名 {confirmation.Result.Signatures.Count} 个"));
        if (invocation.Value(Opening) is { } opening)
        {
            EncodedFile.WriteNewSecret(opening, SessionEvidence.Of(confirmation, client.Genesis.Hasher).Opening.ToByteArray());
        }

        return ExitCode.Done;
    }

    private static (string English, string Chinese) WordsOf(ScanState state, RejectReason? reason = null)
    {
        var words = Vocabulary.Word(nameof(ScanState), state.ToString());
        var line = reason is { } why ? $"{words}: {Vocabulary.Word(nameof(RejectReason), why.ToString())}" : words;
        return (line, line);
    }

    private static void Keep(string folder, ScanConfirmation confirmation, IReadOnlyList<ScanDocument> documents, ScanSealing? sealing)
    {
        Directory.CreateDirectory(folder);
        EncodedFile.WriteNew(Path.Combine(folder, "answer.pb"), confirmation.Answer.ToByteArray());
        sealing?.Embed(folder, confirmation);
        for (var i = 0; sealing is null && i < confirmation.Result.Signatures.Count; i++)
        {
            EncodedFile.WriteNew(
                Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i + 1:D2}-{Path.GetFileName(documents[i].Title)}.p7s")),
                confirmation.Result.Signatures[i].Span);
        }

        if (!confirmation.Result.EncryptionCertificate.IsEmpty)
        {
            EncodedFile.WriteNew(Path.Combine(folder, "encryption.cer"), confirmation.Result.EncryptionCertificate.Span);
        }

        if (!confirmation.Result.FileKey.IsEmpty)
        {
            EncodedFile.WriteNewSecret(Path.Combine(folder, "file.key"), confirmation.Result.FileKey.Span);
        }
    }
}
