using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Membership;

namespace Ledger.Contracts.Membership;

/// <summary>
/// A validator's owner names the key that signs final blocks for EVM chains. Nobody's key counts for two validators; whether it is the
/// owner's own to use, only its first signature shows (docs/adr/0057). The same again is passed over.
/// </summary>
internal static class AnnounceCosignerHandler
{
    private const int AddressBytes = 20;
    private const string Announced = "cosigner.announced";

    internal static Refused Handle(AnnounceCosigner call, CallContext context)
    {
        var validators = ValidatorSets.Read(context.State).Validators;
        if (context.Signer.Member is null ||
            !validators.Any(one => one.Id == call.ValidatorId && one.MemberUscc == context.Signer.Uscc))
        {
            return new Refused(
                RefusalCode.NotPermitted,
                $"AnnounceCosigner needs the active member that owns the validator; {context.Signer.Uscc} owns none of that id.");
        }

        if (call.Address.Length is not (0 or AddressBytes) || (call.Address.Length > 0 && call.Address.Span.IndexOfAnyExcept((byte)0) < 0))
        {
            return new Refused(
                RefusalCode.BadCosigner,
                $"The address has {call.Address.Length} bytes, or all are zero; it must have {AddressBytes}, or none to withdraw the key.");
        }

        var key = MembershipTables.Cosigners.Key(MembershipTables.Current);
        var present = MembershipTables.Cosigners.Read(context.State, key) ?? new CosignerKeys();
        var others = present.Keys.Where(one => one.ValidatorId != call.ValidatorId && validators.Any(known => known.Id == one.ValidatorId));
        if (!call.Address.IsEmpty && others.Any(one => one.Address == call.Address))
        {
            return new Refused(
                RefusalCode.CosignerTaken, $"Another validator signs by the key {Convert.ToHexStringLower(call.Address.Span)}.");
        }

        var before = present.Keys.FirstOrDefault(one => one.ValidatorId == call.ValidatorId);
        if (before is null && call.Address.IsEmpty)
        {
            return new Refused(RefusalCode.BadCosigner, "The address is empty, and the validator has no key that could be withdrawn.");
        }

        if (before?.Address == call.Address)
        {
            context.Announce(new StateFact(key, present.ToByteArray(), Announced));
            return Refused.No;
        }

        var named = new CosignerKey { ValidatorId = call.ValidatorId, Address = call.Address, AnnouncedAt = context.Time };
        context.Record(
            MembershipTables.Cosigners, key,
            new CosignerKeys { Keys = { others.Append(named).OrderBy(one => new Digest(one.ValidatorId.Span)) } },
            Announced);
        return Refused.No;
    }
}
