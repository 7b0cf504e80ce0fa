using System.Xml.Linq;

namespace Ledger.Seals;

/// <summary>
/// Finds the signatures of an OFD document (GB/T 33190 §18): OFD.xml → Signatures.xml → each Signature.xml → its signed value.
/// </summary>
internal sealed class OfdSignatureReader(OfdArchive archive)
{
    private const int ReferencesMax = 10_000;

    /// <summary>The name that leads nowhere, or to two files, and who names it; null where every one is found.</summary>
    internal string? Missing { get; private set; }

    internal (IReadOnlyList<OfdSignature>, SealError) Read()
    {
        var (root, error) = Xml("OFD.xml");
        if (root is null)
        {
            return ([], error);
        }

        var signatures = new List<OfdSignature>();
        foreach (var element in OfdXml.All(root, "Signatures"))
        {
            var document = element.Parent is { } body && OfdXml.Value(body, "DocRoot") is { } path ? Find("OFD.xml", path) : null;
            error = document is null ? SealError.FileMissing : ReadList(element.Value.Trim(), document, signatures);
            if (error != SealError.None)
            {
                return ([], error);
            }
        }

        return signatures.Count == 0 ? ([], SealError.NoSignature) : (signatures, SealError.None);
    }

    /// <summary>
    /// A path as a name in the archive: from the root where it begins with a slash, otherwise beside the file that names it. Null where it
    /// leads out.
    /// </summary>
    internal static string? Resolve(string besides, string path)
    {
        var start = path.StartsWith('/') || !besides.Contains('/', StringComparison.Ordinal) ? "" : besides[..besides.LastIndexOf('/')];
        var parts = new List<string>(start.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private SealError ReadList(string path, string document, List<OfdSignature> signatures)
    {
        if (Find("OFD.xml", path) is not { } name)
        {
            return SealError.FileMissing;
        }

        var (list, error) = Xml(name);
        foreach (var element in list is null ? [] : OfdXml.All(list, "Signature"))
        {
            if (signatures.Count == SealLimits.SignaturesMax)
            {
                return SealError.Malformed;
            }

            var (signature, why) = ReadSignature(name, element.Attribute("BaseLoc")?.Value ?? "", document);
            if (signature is null)
            {
                return why;
            }

            signatures.Add(signature);
        }

        return error;
    }

    private (OfdSignature?, SealError) ReadSignature(string list, string path, string document)
    {
        if (Find(list, path) is not { } name)
        {
            return (null, SealError.FileMissing);
        }

        var xml = archive.TryRead(name, SealLimits.XmlBytesMax, out var error);
        if (xml is null || OfdXml.TryParse(xml) is not { } root)
        {
            return (null, xml is null ? error : SealError.Malformed);
        }

        if (OfdXml.Value(root, "SignedValue") is not { } valuePath || Find(name, valuePath) is not { } valueName)
        {
            return (null, SealError.FileMissing);
        }

        var value = archive.TryRead(valueName, SealLimits.SealBytesMax, out error);
        var references = OfdXml.All(root, "References").FirstOrDefault();
        return value is null || references is null || ReadReferences(name, references) is not { } list2
            ? (null, value is null ? error : SealError.Malformed)
            : (new OfdSignature(name, xml, valueName, value, references.Attribute("CheckMethod")?.Value, list2, document), SealError.None);
    }

    private List<OfdReference>? ReadReferences(string signature, XElement references)
    {
        var list = new List<OfdReference>();
        foreach (var element in OfdXml.All(references, "Reference"))
        {
            var digest = new byte[64];
            if (list.Count == ReferencesMax
                || element.Attribute("FileRef")?.Value is not { } path
                || !Convert.TryFromBase64String(OfdXml.Value(element, "CheckValue") ?? "", digest, out var bytes))
            {
                return null;
            }

            list.Add(new OfdReference(Find(signature, path) ?? path, digest[..bytes]));
        }

        return list;
    }

    /// <summary>
    /// The name of a file that is there: beside the one that names it, or, as some products write without the slash, from the root. Null
    /// where both are: a copy put beside would stand for the file that is shown.
    /// </summary>
    private string? Find(string besides, string path)
    {
        var names = new[] { Resolve(besides, path), Resolve("", path) }.Where(name => name is not null && archive.Contains(name))
            .Distinct(StringComparer.Ordinal).ToList();
        if (names.Count != 1)
        {
            Missing ??= names.Count == 0
                ? $"{besides} names {path}, which is not in the archive"
                : $"{besides} names {path}, which may be {string.Join(" or ", names)}";
        }

        return names.Count == 1 ? names[0] : null;
    }

    private (XElement?, SealError) Xml(string name)
    {
        if (!archive.Contains(name))
        {
            Missing ??= $"{name} is not in the archive";
        }

        var bytes = archive.TryRead(name, SealLimits.XmlBytesMax, out var error);
        var root = bytes is null ? null : OfdXml.TryParse(bytes);
        return (root, root is null && error == SealError.None ? SealError.Malformed : error);
    }
}
