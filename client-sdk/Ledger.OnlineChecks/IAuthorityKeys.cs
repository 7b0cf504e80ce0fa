using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.OnlineChecks;

/// <summary>What the chain knows of the certificate under an answer.</summary>
public interface IAuthorityKeys
{
    /// <summary>Finds whose signing key a certificate is.</summary>
    /// <param name="certificateId">The certificate.</param>
    /// <param name="time">When it must have counted, UTC milliseconds.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The key and its owner's code; null where no such certificate is registered, or it did not count then.</returns>
    Task<(PublicKey Key, string Uscc)?> FindAsync(Digest certificateId, long time, CancellationToken cancellationToken);
}
