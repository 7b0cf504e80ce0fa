using Ledger.Client.Guarantees;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Commands.Tenders;

/// <summary>The opening key in the centre's own key file.</summary>
internal sealed class HeldOpeningKey(Func<KeyPair> open) : IOpeningKeyRelease
{
    public Task<KeyPair?> ReleaseAsync(string sectionCode, CancellationToken cancellationToken = default) =>
        Task.FromResult<KeyPair?>(open());
}
