using System.Globalization;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Oidc.Keys;

/// <summary>
/// A provider's keys as files: one that makes subjects' names, and signing keys, each with the time in its name from which it signs. What a
/// key does at a time follows from the names alone, so nothing else has to be kept in step.
/// </summary>
public sealed class KeyFolder
{
    private const string PairwiseName = "pairwise.key";
    private const string Prefix = "signing-";
    private const string Suffix = ".key";
    private const string TimeForm = "yyyyMMdd'T'HHmmss'Z'";
    private readonly string _folder;
    private readonly string _issuer;

    /// <summary>The folder of an issuer's keys; it need not exist yet.</summary>
    public KeyFolder(string folder, string issuer)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        (_folder, _issuer) = (folder, issuer);
    }

    /// <summary>Where the key of subjects' names lies: whoever loses it gives every user a new name.</summary>
    public string PairwisePath => Path.Combine(_folder, PairwiseName);

    /// <summary>Whether there is anything to sign with, now or later.</summary>
    public bool IsEmpty => !File.Exists(PairwisePath) || SigningKeys().Count == 0;

    /// <summary>Makes what is missing of the folder's first keys; the signing key signs at once.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="ArgumentException">The PIN is not taken; the message says why.</exception>
    public void Create(string pin, DateTimeOffset now, KeyFileCost? cost = null)
    {
        Directory.CreateDirectory(_folder);
        if (!File.Exists(PairwisePath))
        {
            using var pair = KeyPair.Generate(SignatureAlgorithm.EcdsaP256Sha256);
            KeyFile.Create(PairwisePath, pair, pin, cost, PairwisePurpose);
        }

        if (SigningKeys().Count == 0)
        {
            Add(pin, now, cost);
        }
    }

    /// <summary>Makes a signing key that signs from a time on; until then it is announced alone.</summary>
    /// <inheritdoc cref="Create"/>
    public SigningKeyName Add(string pin, DateTimeOffset from, KeyFileCost? cost = null)
    {
        var name = new SigningKeyName(
            Path.Combine(_folder, $"{Prefix}{from.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)}{Suffix}"), Seconds(from));
        using var pair = KeyPair.Generate(SignatureAlgorithm.RsaPkcs1Sha256);
        KeyFile.Create(name.Path, pair, pin, cost, SigningPurpose);
        return name;
    }

    /// <summary>The signing keys, the earliest first. A file of another name is none.</summary>
    public IReadOnlyList<SigningKeyName> SigningKeys() => !Directory.Exists(_folder)
        ? []
        : [.. Directory.EnumerateFiles(_folder, $"{Prefix}*{Suffix}").Select(Named).OfType<SigningKeyName>().OrderBy(key => key.From)];

    /// <summary>Opens the key of subjects' names; null, with the reason, where it does not open.</summary>
    internal KeyPair? TryOpenPairwise(string pin, out KeyFileError error) =>
        KeyFile.TryOpenFor(PairwisePurpose, PairwisePath, pin, out error);

    /// <summary>Opens a signing key; null, with the reason, where it does not open.</summary>
    internal KeyPair? TryOpen(SigningKeyName key, string pin, out KeyFileError error) =>
        KeyFile.TryOpenFor(SigningPurpose, key.Path, pin, out error);

    // A key that signs tokens signs nothing of the ledger, and another provider's tokens neither.
    private string SigningPurpose => $"OpenID Connect tokens of {_issuer}";

    private string PairwisePurpose => $"names of subjects at {_issuer}";

    private static SigningKeyName? Named(string path)
    {
        var name = Path.GetFileName(path)[Prefix.Length..^Suffix.Length];
        return DateTimeOffset.TryParseExact(
            name, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var from)
            ? new SigningKeyName(path, from)
            : null;
    }

    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
