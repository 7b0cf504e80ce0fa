using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Sessions;

/// <summary>Whether a subject's certificate counts for an act at a centre, as of a block's time.</summary>
public interface IScanAcceptance
{
    /// <summary>Refuses a certificate that may not do this here; the signer is registered and valid already.</summary>
    Refused Check(IStateReader state, Signer subject, string centreUscc, ScanAct act, long blockTime);
}
