using Ledger.Certificates.Files;
using Ledger.Certificates.Names;
using Ledger.Cli.Client;
using Ledger.Cms.Files;
using Ledger.Seals;

namespace Ledger.Cli.Commands.Seals;

/// <summary>Verifies one file, whatever of the four kinds it is.</summary>
internal sealed class SealFileVerification(SealVerifier verifier, byte[]? content, long atMs)
{
    internal (bool HasNoFailure, Document Document) Verify(string file)
    {
        var bytes = EncodedFile.ReadAll(file);
        var unwrapped = UnwrappedFile.Read(bytes);
        switch (FileKinds.Of(unwrapped))
        {
            case FileKind.Zip:
                return Ofd(file, bytes);
            case FileKind.Pdf:
                return Pdf(file, bytes);
        }

        var der = unwrapped.First;
        if (SealSignature.TryParse(der, out var signature, out var signatureError))
        {
            var report = verifier.Verify(signature, content is null ? (ReadOnlyMemory<byte>?)null : content.AsMemory());
            return One(file, "SES_Signature", report, signature.Seal, ReadableName.Of(signature.Signer.Subject).Text);
        }

        return ElectronicSeal.TryParse(der, out var seal, out var sealError)
            ? One(file, "SESeal", verifier.Verify(seal, atMs), seal, null)
            : Malformed(
                file,
                null,
                signatureError == SealError.Malformed ? sealError : signatureError,
                WhyNot(unwrapped, signatureError == SealError.Malformed ? sealError : signatureError));
    }

    /// <summary>What is neither seal nor signature is named by what it is.</summary>
    private static string WhyNot(UnwrappedFile file, SealError error) =>
        FileKinds.Of(file) is var kind and not (FileKind.Seal or FileKind.Unknown)
        ? $"it is {FileKinds.NameOf(kind)}, and no seal or sealed document"
        : SealErrors.TextOf(error);

    private (bool, Document) Ofd(string file, byte[] bytes)
    {
        var report = new OfdVerifier(verifier).Verify(new MemoryStream(bytes));
        if (report.Error != SealError.None)
        {
            return Malformed(
                file,
                "OFD",
                report.Error,
                report.Detail is { } detail ? $"{SealErrors.TextOf(report.Error)}: {detail}" : SealErrors.TextOf(report.Error));
        }

        var document = Many(
            file, "OFD", report.Verdict, [.. report.Signatures.Select(one => (one.Report, Documents.FromJson(one.ToJson())))]);
        document["unprotected_files"] = Datum.List(report.UnprotectedFiles);
        return (Holds(report.Verdict), document);
    }

    private (bool, Document) Pdf(string file, byte[] bytes)
    {
        var report = new PdfSealVerifier(verifier).Verify(bytes);
        return report.Error != SealError.None
            ? Malformed(file, "PDF", report.Error, SealErrors.TextOf(report.Error, bytes))
            : (
                Holds(report.Verdict),
                Many(file, "PDF", report.Verdict, [.. report.Signatures.Select(one => (one.Report, Documents.FromJson(one.ToJson())))]));
    }

    /// <summary>Without anchors the signatures are all that was asked about, and the verdict says so.</summary>
    private static bool Holds(SealVerdict verdict) => verdict is SealVerdict.Valid or SealVerdict.SignatureValid;

    private static (bool, Document) One(string file, string kind, SealReport report, ElectronicSeal seal, string? signer)
    {
        var document = Begin(file, kind, report);
        document["seal"] = seal.Id;
        document["name"] = seal.Name;
        document["signer"] = signer;
        return (report.HasNoFailure, document);
    }

    /// <summary>The checks shown first are those of the signature that decides.</summary>
    private static Document Many(
        string file, string kind, SealVerdict verdict, IReadOnlyList<(SealReport Report, Document Document)> signatures)
    {
        var deciding = signatures.FirstOrDefault(one => one.Report.Verdict == verdict).Report ?? signatures[0].Report;
        var document = Begin(file, kind, deciding);
        document["signatures"] = Datum.List(signatures.Select(one => one.Document));
        return document;
    }

    private static Document Begin(string file, string kind, SealReport report)
    {
        var document = Documents.FromJson(report.ToJson());
        document.InsertFirst("kind", kind);
        document.InsertFirst("file", file);
        return document;
    }

    private static (bool, Document) Malformed(string file, string? kind, SealError error, string reason) => (false, new Document
    {
        ["file"] = file,
        ["kind"] = kind,
        ["verdict"] = SealReport.NameOf(SealVerdict.Malformed),
        ["reason"] = reason,
        ["path"] = SealReport.NotChecked,
        ["error"] = error.ToString(),
        ["checks"] = Datum.List(Array.Empty<string>()),
    });
}
