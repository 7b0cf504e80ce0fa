using Ledger.Certificates;
using Ledger.Certificates.Files;
using Ledger.Certificates.Names;
using Ledger.Certificates.Paths;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Authorities;
using Ledger.Cms;
using Ledger.Crypto.Signatures;

namespace Ledger.Cli.Commands.Messages;

/// <summary>
/// What a message's signatures and its signers' paths are worth: two answers, kept apart, and what they come to together.
/// </summary>
internal sealed class MessageReport
{
    private const string NotChecked = "not-checked";
    private const string SignatureValid = "signature-valid";

    private readonly CmsError _error;
    private readonly SignedMessage? _message;
    private readonly IReadOnlyList<(SignerVerdict Signature, PathResult? Path)> _signers;
    private readonly PathResult? _path;

    private readonly string _failure;
    private readonly IReadOnlyList<string> _warnings;

    private MessageReport(
        CmsError error,
        string failure,
        SignedMessage? message,
        IReadOnlyList<(SignerVerdict Signature, PathResult? Path)> signers,
        IReadOnlyList<string> warnings)
    {
        (_error, _failure, _message, _signers, _warnings) = (error, failure, message, signers, warnings);
        _path = signers.FirstOrDefault(one => one.Path is { IsValid: false }).Path
            ?? (signers.Count > 0 && signers.All(one => one.Path is not null) ? signers[0].Path : null);
    }

    /// <summary>Whether nothing that was asked about fails: the signatures, and the paths where there are authorities to ask.</summary>
    internal bool HasNoFailure => Verdict is SignatureValid || Verdict == PathVerdicts.NameOf(PathVerdict.Valid);

    /// <summary>What the signatures come to, by whomever they are.</summary>
    private string Signature => CmsErrors.VerdictOf(_error);

    /// <summary>What the paths come to: the first that is not valid decides.</summary>
    private string Path => NameOf(_path);

    /// <summary>A signature that does not hold says more than a path: other authorities or another time heal nothing.</summary>
    private string Verdict => _error != CmsError.None ? Signature : _path is null ? SignatureValid : Path;

    private string Reason => _error != CmsError.None ? _failure
        : _path is null ? "every signature holds; whose they are was not checked, for --trust was not given"
        : _path.IsValid ? "every signature holds, and every signer's path leads to an anchor"
        : $"every signature holds, but of a signer's path: {CertificateCheck.MessageOf(_path)}";

    internal static MessageReport Of(
        string path, ReadOnlyMemory<byte>? content, SignatureVerifier verifier, CmsProfile profile, CertificateCheck? paths)
    {
        var file = UnwrappedFile.Read(EncodedFile.ReadAll(path));
        if (!SignedMessage.TryParse(file.First, out var message, out var error))
        {
            return new MessageReport(error, CmsErrors.TextOf(error, file, path), null, [], paths?.Warnings ?? []);
        }

        var verdicts = message.Verify(verifier, content, out error, profile);
        var failure = verdicts.FirstOrDefault(verdict => !verdict.IsValid) is { } first ? CmsErrors.TextOf(first) : CmsErrors.TextOf(error);
        var names = verdicts.Select(one => one.Certificate).OfType<Certificate>().Select(one => ReadableName.Of(one.Subject).Warning)
            .OfType<string>();
        return new MessageReport(
            error,
            failure,
            message,
            [.. verdicts.Select(one => (one, one.Certificate is { } certificate ? paths?.Check(certificate, message.Certificates) : null))],
            [.. names.Distinct(), .. paths?.Warnings ?? []]);
    }

    internal Document ToJson(string file) => new()
    {
        ["file"] = file,
        ["verdict"] = Verdict,
        ["reason"] = Reason,
        ["signature"] = Signature,
        ["path"] = Path,
        ["path_reason"] = _path?.Reason.Code,
        ["error"] = _error.ToString(),
        ["type"] = _message is null ? null : _message.TypeOid == CmsOids.GmSignedData ? "GM/T 0010" : "RFC 5652",
        ["detached"] = _message is null ? null : _message.Content is null,
        ["signers"] = Datum.List(_signers.Select(one => Signer(one.Signature, one.Path))),
        ["certificates"] = _message?.Certificates.Count ?? 0,
        ["warnings"] = Datum.List(_warnings),
    };

    private static Document Signer(SignerVerdict signature, PathResult? path) => new()
    {
        ["signer"] = signature.Certificate is { } certificate ? ReadableName.Of(certificate.Subject).Text : null,
        ["serial"] = Datum.Id(signature.Signer.Reference.SerialNumber.Span),
        ["outcome"] = signature.IsValid ? "pass" : "fail",
        ["reason"] = CmsErrors.TextOf(signature),
        ["path"] = NameOf(path),
        ["path_reason"] = path?.Reason.Code,
        ["path_message"] = path is null ? null : CertificateCheck.MessageOf(path),
        ["path_rule"] = path?.Reason.Rule,
        ["chain"] = path is null ? null : Datum.List(path.Chain.Select(one => ReadableName.Of(one.Subject).Text)),
        ["time"] = signature.Signer.SigningTimeMs is { } time ? Datum.Time(time) : null,
    };

    private static string NameOf(PathResult? path) => path is null ? NotChecked : PathVerdicts.NameOf(path.Verdict);
}
