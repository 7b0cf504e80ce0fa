using Ledger.Certificates;
using Ledger.Certificates.Paths;
using Ledger.Certificates.Revocation;

namespace Ledger.Cli.Commands.Authorities;

/// <summary>
/// The authorities and revocation lists of a folder; which of them are anchors is the folder's order, not their own word alone.
/// </summary>
internal sealed class TrustFolder
{
    private const string AnchorFolder = "anchors";
    private const string IntermediateFolder = "intermediates";
    private const int FilesMax = 20_000;
    private static readonly HashSet<string> CertificateEndings = new(
        [".crt", ".cer", ".der", ".pem", ".p7b", ".p7c", ".crl"], StringComparer.OrdinalIgnoreCase);

    private readonly List<TrustAnchor> _anchors = [];
    private readonly List<Certificate> _intermediates = [];
    private readonly List<RevocationList> _lists = [];
    private readonly List<UntakenRevocationList> _untaken = [];
    private readonly List<string> _warnings = [];

    private TrustFolder(TrustFile file) => Floor = file.Floor;

    internal TrustAnchorSet Anchors => new(_anchors);

    internal IReadOnlyList<Certificate> Intermediates => _intermediates;

    internal IReadOnlyList<RevocationList> RevocationLists => _lists;

    /// <summary>What was given as a revocation list, or may be one, and cannot be used.</summary>
    internal IReadOnlyList<UntakenRevocationList> Untaken => _untaken;

    internal AlgorithmFloor Floor { get; }

    /// <summary>Files that look like certificates or lists and are none, and lists that cannot be used.</summary>
    internal IReadOnlyList<string> Warnings => [.. _warnings, .. _untaken.Select(list => list.ToString())];

    /// <summary>Reads a folder of authorities and their lists.</summary>
    internal static TrustFolder Read(string path, PathValidator validator) => Read(path, validator, isOfLists: false);

    /// <summary>Reads a folder of revocation lists: every file in it was given as one, whatever it is called.</summary>
    internal static TrustFolder ReadLists(string path, PathValidator validator)
    {
        var folder = Read(path, validator, isOfLists: true);
        if (folder._lists.Count == 0 && folder._untaken.Count == 0)
        {
            folder._warnings.Add($"{path}: it holds no revocation list.");
        }

        return folder;
    }

    private static TrustFolder Read(string path, PathValidator validator, bool isOfLists)
    {
        if (!Directory.Exists(path))
        {
            throw CliException.Usage(
                $"There is no folder {path}.",
                $"目录 {path} 不存在。");
        }

        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Take(FilesMax + 1).Order(StringComparer.Ordinal)
            .ToList();
        if (files.Count > FilesMax)
        {
            throw CliException.Usage(
                $"{path} holds more than {FilesMax} files. Give a folder of authorities only.",
                $"{path} 中的文件超过 {FilesMax} 个；请只给出认证机构证书的目录。");
        }

        var trustFile = TrustFile.Read(Path.Combine(path, TrustFile.Name));
        var folder = new TrustFolder(trustFile);
        foreach (var file in files)
        {
            var isNamed = CertificateEndings.Contains(Path.GetExtension(file));
            if (isNamed || (isOfLists && Path.GetFileName(file) != TrustFile.Name))
            {
                var mayBeList = isNamed && (isOfLists || Path.GetExtension(file).Equals(".crl", StringComparison.OrdinalIgnoreCase));
                folder.Add(Path.GetRelativePath(path, file), CertificateFileReader.Read(file), trustFile, validator, mayBeList);
            }
        }

        return folder;
    }

    private void Add(string name, CertificateBundle bundle, TrustFile trustFile, PathValidator validator, bool mayBeList)
    {
        foreach (var unread in bundle.Unread)
        {
            Miss(name, unread, mayBeList || bundle.RevocationLists.Count > 0);
        }

        foreach (var der in bundle.Certificates)
        {
            if (!Certificate.TryParseAnyKey(der, out var certificate, out var error))
            {
                Miss(
                    name,
                    mayBeList ? "neither a revocation list nor a certificate that is taken" : $"no certificate that is taken ({error})",
                    mayBeList);
            }
            else if (IsAnchor(name, certificate, validator))
            {
                _anchors.Add(new TrustAnchor(certificate, trustFile.ProfileOf(name)));
            }
            else
            {
                _intermediates.Add(certificate);
            }
        }

        foreach (var der in bundle.RevocationLists)
        {
            if (RevocationList.TryParse(der, out var list, out var error))
            {
                _lists.Add(list);
            }
            else
            {
                _untaken.Add(UntakenRevocationList.Of(name, der, error));
            }
        }
    }

    private void Miss(string name, string why, bool mayBeList)
    {
        if (mayBeList)
        {
            _untaken.Add(new UntakenRevocationList(name, why, Issuer: null));
        }
        else
        {
            _warnings.Add($"{name}: {why}.");
        }
    }

    private static bool IsAnchor(string name, Certificate certificate, PathValidator validator)
    {
        var folders = Path.GetDirectoryName(name)!.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return folders.Contains(AnchorFolder) || (!folders.Contains(IntermediateFolder) && validator.IsSelfSigned(certificate));
    }
}
