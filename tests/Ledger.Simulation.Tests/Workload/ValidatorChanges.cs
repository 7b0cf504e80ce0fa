using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>
/// Changes the validator set, one step after another: nodes come and go, votes move, keys are replaced. The liar never gets a third of the
/// votes; beyond that nothing spares the chain, and steps that are too large are proposed too.
/// </summary>
internal sealed class ValidatorChanges(Simulation world)
{
    internal void Start() => world.Events.After(world.Random.Between(1_000, 6_000), Propose);

    private void Propose()
    {
        if (!world.Clients.IsOpen)
        {
            return;
        }

        if (world.Clients.AnyHonest()?.Core is not { } core || Draw(core.Chain.Head.NextValidators.Set) is not { } change)
        {
            Start();
            return;
        }

        world.Trace.Add($"node {world.Consortium.IndexOf(IdOf(change))} is to have {change.Power} votes");
        Ballot.Hold(world, core.Chain.Head.Header.Time, new ProposeChange { PutValidator = change }, Start);
    }

    private PutValidator? Draw(ValidatorSet present)
    {
        var index = world.Random.Below(Simulation.NodesCount);
        var power = world.Random.Pick([0, 1, 1, 2, 3]);
        var validator = world.Consortium.Validators[index];
        var votes = present.Validators.ToDictionary(one => new Digest(one.Id.Span), one => (long)one.Power);
        if (votes.GetValueOrDefault(validator.Id) == power)
        {
            return null;
        }

        votes[validator.Id] = power;
        var liar = world.Faults.Liar < 0 ? 0 : votes.GetValueOrDefault(world.Consortium.Validators[world.Faults.Liar].Id);
        return liar * 3 >= votes.Values.Sum() ? null : new PutValidator
        {
            Algorithm = (uint)validator.Signer.PublicKey.Algorithm,
            PublicKey = ByteString.CopyFrom(validator.Signer.PublicKey.Encoded),
            Power = (ulong)power,
            Name = $"n{index}",
            MemberUscc = world.Consortium.Owners[index % Simulation.Validators].Uscc,
            ReceiptKey = power == 0 ? null : DrawReceiptKey(validator),
        };
    }

    // Mostly its own or a new one; now and then one that votes or is another's, which the chain must refuse.
    private ReceiptKey DrawReceiptKey(SimulatedConsortium.Validator validator)
    {
        var key = world.Random.Below(8) switch
        {
            0 => world.Random.Pick(world.Consortium.Validators).Signer.PublicKey,
            1 => world.Random.Pick(world.Consortium.Validators).Receipts,
            2 or 3 => SimulatedConsortium.KeyFrom(0x80 + world.Random.Below(0x40)).PublicKey,
            _ => validator.Receipts,
        };
        return new ReceiptKey { Algorithm = (uint)key.Algorithm, PublicKey = ByteString.CopyFrom(key.Encoded) };
    }

    private Digest IdOf(PutValidator change) =>
        world.Consortium.Validators.First(one => one.Signer.PublicKey.Encoded.SequenceEqual(change.PublicKey.Span)).Id;
}
