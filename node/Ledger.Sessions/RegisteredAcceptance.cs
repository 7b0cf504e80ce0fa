using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Sessions;

/// <summary>
/// Takes every registered, valid certificate for every act: registration has checked its issuer and that it may sign, and every answer is a
/// signature, whatever the act.
/// </summary>
public sealed class RegisteredAcceptance : IScanAcceptance
{
    /// <inheritdoc/>
    public Refused Check(IStateReader state, Signer subject, string centreUscc, ScanAct act, long blockTime) => Refused.No;
}
