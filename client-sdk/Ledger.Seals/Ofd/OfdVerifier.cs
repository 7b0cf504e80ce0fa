using Ledger.Cms;

namespace Ledger.Seals;

/// <summary>Verifies every signature of an OFD document (GB/T 33190, GM/T 0099). Bounded in memory, whatever the archive claims.</summary>
public sealed class OfdVerifier(SealVerifier verifier)
{
    private const string Sm3Oid = "1.2.156.10197.1.401";
    private const string RawDigestType = "SM3";

    /// <summary>
    /// Verifies the document in <paramref name="stream"/>, which can seek and stays open. Never throws for what is in it.
    /// </summary>
    public OfdReport Verify(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var archive = OfdArchive.TryOpen(stream, out var error);
        if (archive is null)
        {
            return new OfdReport(error, [], []) { Detail = OfdArchive.WhyNot(stream) };
        }

        var reader = new OfdSignatureReader(archive);
        var (signatures, why) = reader.Read();
        if (why != SealError.None)
        {
            return new OfdReport(why, [], []) { Detail = why == SealError.FileMissing ? reader.Missing : null };
        }

        var digests = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        var reports = signatures.Select(signature => Verify(archive, signature, digests)).ToList();
        return new OfdReport(SealError.None, reports, Unprotected(archive, signatures));
    }

    private OfdSignatureReport Verify(OfdArchive archive, OfdSignature signature, Dictionary<string, byte[]?> digests)
    {
        var references = CheckReferences(archive, signature, digests);
        if (SealSignature.TryParse(signature.SignedValue, out var seal, out var error))
        {
            var bytes = ContentCheck.OfBytes(seal, signature.Xml);
            var report = verifier.Verify(seal, bytes.Outcome == SealCheckOutcome.Pass ? references : bytes);
            return new OfdSignatureReport(signature.Path, report, seal, signature.References.Count);
        }

        return new OfdSignatureReport(
            signature.Path,
            SignedMessage.TryParse(signature.SignedValue, out var message, out _)
                ? VerifyMessage(message, signature, references)
                : SealReport.Malformed($"the signed value is neither a seal signature ({error}) nor a message"),
            null,
            signature.References.Count);
    }

    /// <summary>
    /// A signature without a seal: GM/T 0010 over <c>Signature.xml</c>, or over its SM3, which some products sign instead.
    /// </summary>
    private SealReport VerifyMessage(SignedMessage message, OfdSignature signature, SealCheck references)
    {
        var overDigest = message.Content is { } content && content.Span.SequenceEqual(ContentCheck.Sm3(signature.Xml));
        var verdicts = message.Verify(
            verifier.Signatures,
            overDigest ? (ReadOnlyMemory<byte>?)null : signature.Xml.AsMemory(),
            out var error,
            verifier.Options.SignerProfile);
        var isContent = error is CmsError.DigestMismatch or CmsError.ContentDiffers;
        return verifier.VerifyPlain(
            error == CmsError.None || isContent ? null : $"the signature does not hold: {error}",
            verdicts.Count > 0 ? verdicts[0].Certificate : null,
            message.Certificates,
            isContent ? SealCheck.Fail(SealCheckKind.Content, $"the message is over other bytes: {error}") : references,
            message.Signers.Count > 0 ? message.Signers[0].SigningTimeMs : null,
            "a signature without a seal");
    }

    private static SealCheck CheckReferences(OfdArchive archive, OfdSignature signature, Dictionary<string, byte[]?> digests)
    {
        if (signature.CheckMethod is not (RawDigestType or Sm3Oid))
        {
            return SealCheck.Fail(SealCheckKind.Content, $"files are protected by {signature.CheckMethod ?? "MD5"}, not by SM3");
        }

        if (signature.References.Count == 0)
        {
            return SealCheck.Fail(SealCheckKind.Content, "no file is protected");
        }

        var holding = 0;
        string? first = null;
        foreach (var reference in signature.References)
        {
            if (!digests.TryGetValue(reference.Name, out var digest))
            {
                digests[reference.Name] = digest = archive.TryHash(reference.Name, out _);
            }

            if (digest is not null && digest.AsSpan().SequenceEqual(reference.Digest))
            {
                holding++;
            }
            else
            {
                first ??= $"/{reference.Name} {(digest is null ? "is missing or too long" : "was changed")}";
            }
        }

        if (first is null && !signature.References.Any(reference => reference.Name == signature.Document))
        {
            first = $"/{signature.Document}, which readers show, is not protected";
        }

        return first is null
            ? SealCheck.Pass(SealCheckKind.Content, $"all {holding} files are unchanged")
            : SealCheck.Fail(SealCheckKind.Content, $"{first}; {holding} of {signature.References.Count} files are unchanged");
    }

    /// <summary>
    /// What no signature covers; a signature's own two files are what is signed, and the signature. Whatever else lies beside them counts.
    /// </summary>
    private static List<string> Unprotected(OfdArchive archive, IReadOnlyList<OfdSignature> signatures)
    {
        var named = signatures.SelectMany(signature => signature.References.Select(reference => reference.Name))
            .ToHashSet(StringComparer.Ordinal);
        named.UnionWith(signatures.SelectMany(signature => (string[])[signature.Path, signature.ValuePath]));
        return [.. archive.Names.Where(name => !named.Contains(name)).Order(StringComparer.Ordinal)];
    }
}
