using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;

namespace Ledger.Client.Guarantees;

/// <summary>
/// The opening keys that a centre holds, each made for one section of one chain and kept under a PIN until its opening: the file says for
/// which, and opens for nothing else. So no other key is ever released, and none of these ever signs. Back the folder up: without its key a
/// section cannot be opened.
/// </summary>
/// <param name="folder">The folder; made with its first key.</param>
/// <param name="genesis">The chain.</param>
public sealed class OpeningKeyFolder(string folder, GenesisFile genesis)
{
    /// <summary>Where a section's opening key is.</summary>
    /// <param name="sectionCode">标段(包)编号, of its shape: it names the file.</param>
    /// <exception cref="ArgumentException">The code is no section code.</exception>
    public string PathOf(string sectionCode)
    {
        ArgumentNullException.ThrowIfNull(sectionCode);
        return Schema.Tender.TradeCodes.Section(sectionCode).IsRefused
            ? throw new ArgumentException("A section code has 23 characters: a capital letter, six digits, then digits and letters.")
            : Path.Combine(folder, $"{sectionCode}.key");
    }

    /// <summary>
    /// The public half of a section's opening key, which is made where there is none: an announcement that did not get through is repeated
    /// with the same key.
    /// </summary>
    /// <param name="sectionCode">标段(包)编号.</param>
    /// <param name="pin">The PIN, which keeps <see cref="PinRules"/>; the same again for a key that was made already.</param>
    /// <param name="error">Why there is none; a file that stands there does not open.</param>
    /// <param name="cost">What a guess of the PIN costs; null for <see cref="KeyFileCost.Default"/>.</param>
    /// <exception cref="ArgumentException">The code is no section code, or the PIN is not taken.</exception>
    /// <exception cref="IOException">The file cannot be written or read.</exception>
    public PublicKey? GetOrMake(string sectionCode, ReadOnlySpan<char> pin, out KeyFileError error, KeyFileCost? cost = null)
    {
        var path = PathOf(sectionCode);
        if (File.Exists(path))
        {
            using var held = TryOpen(sectionCode, pin, out error);
            return held?.PublicKey;
        }

        Directory.CreateDirectory(folder);
        using var made = KeyPair.Generate(OpeningKeys.AlgorithmOf(genesis.Suite));
        KeyFile.Create(path, made, pin, cost, PurposeOf(sectionCode));
        error = KeyFileError.None;
        return made.PublicKey;
    }

    /// <summary>A section's opening key; null, with the reason, where its file does not open.</summary>
    /// <exception cref="ArgumentException">The code is no section code.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    public KeyPair? TryOpen(string sectionCode, ReadOnlySpan<char> pin, out KeyFileError error) =>
        KeyFile.TryOpenFor(PurposeOf(sectionCode), PathOf(sectionCode), pin, out error);

    private string PurposeOf(string sectionCode) => $"opening key of section {sectionCode} on chain {genesis.ChainId}";
}
