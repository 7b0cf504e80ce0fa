using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.CaTrust;

/// <summary>
/// Imports a CA's revocation list in one call, from anyone with a registered certificate: the list's own signature is checked against the
/// CA's certificates in the state. Each entry that is new becomes a revocation; thisUpdate must advance (RFC 5280 §6.3.3).
/// </summary>
internal static class ImportCrlHandler
{
    internal static Refused Handle(ImportCrl call, CallContext context)
    {
        if (call.Crl.Length > CrlUploadLimits.OneCallBytesMax)
        {
            return new Refused(
                RefusalCode.CrlTooLarge,
                $"The revocation list has {call.Crl.Length} bytes; a call carries {CrlUploadLimits.OneCallBytesMax}.");
        }

        if (AuthorityRecords.Find(call.CaId, context.State) is not { } authority)
        {
            return new Refused(RefusalCode.UnknownAuthority, $"There is no CA {FieldRules.Quote(call.CaId)}.");
        }

        var refused = RevocationListRules.Check(call.Crl.Memory, authority, context, out var accepted);
        if (refused.IsRefused)
        {
            return refused;
        }

        RevocationImports.EnterAll(accepted!.List.Entries(), accepted.IssuerId, accepted.Digest, authority, context);
        RevocationImports.Add(accepted.IssuerId, accepted.Scopes, RevocationImports.Of(accepted, context), authority.CaId, context);
        return Refused.No;
    }
}
