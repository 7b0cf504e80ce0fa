using Ledger.Client.Guarantees;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Commands.Tenders;

/// <summary>The opening keys in the centre's own folder.</summary>
internal sealed class HeldOpeningKey(Func<string, KeyPair> open) : IOpeningKeyRelease
{
    public Task<KeyPair?> ReleaseAsync(string sectionCode, CancellationToken cancellationToken = default) =>
        Task.FromResult<KeyPair?>(open(sectionCode));
}
