using Ledger.Crypto;

namespace Ledger.Cli.Commands.Authorities;

/// <summary>The authorities and revocation lists of a folder; which of them are anchors is the folder's order, not their own word alone.</summary>
internal sealed class TrustFolder
{
    private const string AnchorFolder = "anchors";
    private const string IntermediateFolder = "intermediates";
    private const int FilesMax = 20_000;
    private static readonly HashSet<string> CertificateEndings = new([".crt", ".cer", ".der", ".pem", ".p7b", ".p7c", ".crl"], StringComparer.OrdinalIgnoreCase);

    private readonly List<TrustAnchor> _anchors = [];
    private readonly List<Certificate> _intermediates = [];
    private readonly List<RevocationList> _lists = [];
    private readonly List<string> _warnings = [];

    private TrustFolder(TrustFile file) => Floor = file.Floor;

    internal TrustAnchorSet Anchors => new(_anchors);

    internal IReadOnlyList<Certificate> Intermediates => _intermediates;

    internal IReadOnlyList<RevocationList> RevocationLists => _lists;

    internal AlgorithmFloor Floor { get; }

    /// <summary>Files that look like certificates or lists and are none.</summary>
    internal IReadOnlyList<string> Warnings => _warnings;

    internal static TrustFolder Read(string path, PathValidator validator)
    {
        if (!Directory.Exists(path))
        {
            throw CliException.Usage($"There is no folder {path}.");
        }

        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Take(FilesMax + 1).Order(StringComparer.Ordinal).ToList();
        if (files.Count > FilesMax)
        {
            throw CliException.Usage($"{path} holds more than {FilesMax} files. Give a folder of authorities only.");
        }

        var trustFile = TrustFile.Read(Path.Combine(path, TrustFile.Name));
        var folder = new TrustFolder(trustFile);
        foreach (var file in files)
        {
            if (CertificateEndings.Contains(Path.GetExtension(file)))
            {
                folder.Add(Path.GetRelativePath(path, file), CertificateFileReader.Read(file), trustFile, validator);
            }
        }

        return folder;
    }

    private void Add(string name, CertificateBundle bundle, TrustFile trustFile, PathValidator validator)
    {
        foreach (var der in bundle.Certificates)
        {
            if (!Certificate.TryParseAnyKey(der, out var certificate, out var error))
            {
                _warnings.Add($"{name}: no certificate that is taken ({error}).");
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
                _warnings.Add($"{name}: no revocation list that is taken ({error}).");
            }
        }
    }

    private static bool IsAnchor(string name, Certificate certificate, PathValidator validator)
    {
        var folders = Path.GetDirectoryName(name)!.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return folders.Contains(AnchorFolder) || (!folders.Contains(IntermediateFolder) && validator.IsSelfSigned(certificate));
    }
}
