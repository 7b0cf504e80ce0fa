using Ledger.Crypto.Keys;

namespace Ledger.Client.Guarantees;

/// <summary>
/// Who releases a section's opening key once its opening time has come: today the centre that holds it, later a threshold of keepers
/// (DESIGN §8). Everything that opens a section asks here and nowhere else.
/// </summary>
public interface IOpeningKeyRelease
{
    /// <summary>
    /// The pair that the section's guarantees are sealed to; the caller disposes it. Null where there is none for this section.
    /// </summary>
    /// <param name="sectionCode">标段(包)编号.</param>
    /// <param name="cancellationToken">Ends the release.</param>
    Task<KeyPair?> ReleaseAsync(string sectionCode, CancellationToken cancellationToken = default);
}
