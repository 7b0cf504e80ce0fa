using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Client;
using Ledger.Cli.Output;
using Ledger.Crypto;
using Ledger.Crypto.Cms;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Messages;

internal sealed class CmsVerifyCommand : CliCommand
{
    private readonly Argument<string[]> _files = FileOptions.Files("Messages in DER, PEM or Base64.");
    private readonly Option<string?> _content = FileOptions.Content();
    private readonly Option<bool> _raw = FileOptions.RawSignatures();
    private readonly Option<bool> _mismatch = new("--data-type-mismatch") { Description = "The CA's profile: the signed content type may be PKCS#7 data where the message says GM/T 0010 data, and the other way round." };

    internal CmsVerifyCommand(CliContext context)
        : base("verify", "Check the signatures of messages; the certificates' paths are `ledger ca check`'s.", "ledger cms verify bid.p7s --content bid.pdf --json")
    {
        Add(_files);
        Add(_content);
        Add(_raw);
        Add(_mismatch);
        Does(context, (invocation, _) => Task.FromResult(Verify(invocation)));
    }

    private int Verify(Invocation invocation)
    {
        var verifier = new SignatureVerifier();
        var profile = new CmsProfile { RawSm2Signatures = invocation.Value(_raw), DataTypeMismatch = invocation.Value(_mismatch) };
        ReadOnlyMemory<byte>? content = invocation.Value(_content) is { } path ? EncodedFile.ReadAll(path).AsMemory() : (ReadOnlyMemory<byte>?)null;
        var code = ExitCode.Done;
        foreach (var file in invocation.Value(_files))
        {
            var error = Check(EncodedFile.ReadDer(file), content, verifier, profile, out var message, out var verdicts);
            code = error == CmsError.None ? code : ExitCode.NotVerified;
            invocation.Report.ShowVerdict(Document(file, error, message, verdicts), "signers", ["signer", "outcome", "reason", "time"]);
        }

        return code;
    }

    private static CmsError Check(
        byte[] der, ReadOnlyMemory<byte>? content, SignatureVerifier verifier, CmsProfile profile, out SignedMessage? message, out IReadOnlyList<SignerVerdict> verdicts)
    {
        verdicts = [];
        if (SignedMessage.TryParse(der, out message, out var error))
        {
            verdicts = message.Verify(verifier, content, out error, profile);
        }

        return error;
    }

    private static JsonObject Document(string file, CmsError error, SignedMessage? message, IReadOnlyList<SignerVerdict> verdicts) => new()
    {
        ["file"] = file,
        ["verdict"] = CmsErrors.VerdictOf(error),
        ["reason"] = CmsErrors.TextOf(error),
        ["error"] = error.ToString(),
        ["type"] = message is null ? null : message.TypeOid == CmsOids.GmSignedData ? "GM/T 0010" : "RFC 5652",
        ["detached"] = message is null ? null : message.Content is null,
        ["signers"] = new JsonArray([.. verdicts.Select(verdict => (JsonNode)new JsonObject
        {
            ["signer"] = verdict.Certificate?.Subject.ToString(),
            ["serial"] = Convert.ToHexStringLower(verdict.Signer.Reference.SerialNumber.Span),
            ["outcome"] = verdict.IsValid ? "pass" : "fail",
            ["reason"] = verdict.IsValid ? "the signature holds" : CmsErrors.TextOf(verdict.Error),
            ["time"] = verdict.Signer.SigningTimeMs is { } time ? Documents.Time(time) : null,
        })]),
        ["certificates"] = message?.Certificates.Count ?? 0,
    };
}
