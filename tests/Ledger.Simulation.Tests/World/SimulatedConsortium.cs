using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Seeds;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Simulation.Tests;

/// <summary>
/// Who takes part: the test consortium, with cheap signatures or real ones. Made once and shared by all runs; nothing in it changes.
/// </summary>
internal sealed class SimulatedConsortium
{
    private static readonly Lazy<ConsortiumSeed> Seeded = new(() => ConsortiumSeed.Create());
    private readonly bool _realSignatures;
    private readonly Lazy<MemoryStore> _genesisStore;
    private readonly Dictionary<Digest, int> _indexes;
    private readonly Dictionary<Digest, Participant> _participants = Seeded.Value.Members.Values.ToDictionary(
        member => member.CertificateId);

    private SimulatedConsortium(bool realSignatures)
    {
        _realSignatures = realSignatures;
        Verifier = realSignatures ? new SignatureVerifier() : new CheapSignatures();
        Validators =
        [
            .. Seeded.Value.Validators.Select(seed => (seed.KeyPair, seed.Receipts)).Concat(SpareKeys).Select(keys => new Validator(
                ValidatorRoster.IdOf(Genesis.Hasher, keys.KeyPair.PublicKey), SignerOf(keys.KeyPair), keys.Receipts.PublicKey)),
        ];
        _indexes = Validators.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index);
        _genesisStore = new(OpenGenesis);
    }

    internal static SimulatedConsortium Cheap { get; } = new(realSignatures: false);

    internal static SimulatedConsortium Real { get; } = new(realSignatures: true);

    internal GenesisFile Genesis => Seeded.Value.Genesis;

    internal ISignatureVerifier Verifier { get; }

    /// <summary>The nodes' keys: those of genesis' validators, then those that may be voted in.</summary>
    internal IReadOnlyList<Validator> Validators { get; }

    /// <summary>The members that own genesis' validators, and so vote on changes.</summary>
    internal IReadOnlyList<Participant> Owners { get; } = [.. Seeded.Value.Validators.Select(validator => validator.Owner)];

    private static IEnumerable<(KeyPair KeyPair, KeyPair Receipts)> SpareKeys =>
        Enumerable.Range(Simulation.Validators, Simulation.NodesCount - Simulation.Validators)
            .Select(i => (KeyFrom(0x40 + i), KeyFrom(0x60 + i)));

    /// <summary>The centres: the first three validators' owners.</summary>
    internal IReadOnlyList<Participant> Centres { get; } = [.. Seeded.Value.Validators.Take(3).Select(validator => validator.Owner)];

    internal IReadOnlyList<Participant> Guarantors { get; } = [.. Seeded.Value.Guarantors.Select(guarantor => guarantor.Participant)];

    internal DateTimeOffset Start => ConsortiumSeed.Start;

    /// <summary>Pairs of evaluation committees.</summary>
    internal static IReadOnlyList<KeyPair> CommitteeKeys { get; } =
        [.. Enumerable.Range(0, 4).Select(
            i => KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat((byte)(i + 1), KeyPair.SeedBytes)]))];

    /// <summary>A section's own opening key: a real one, for the contract checks that it fits.</summary>
    internal static KeyPair OpeningKeyOf(int section) => KeyPair.FromSeed(
        SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat((byte)0xA0, KeyPair.SeedBytes - sizeof(int)), .. BitConverter.GetBytes(section)]);

    /// <summary>A bidder who deposited cash, so that the chain holds no guarantee of it.</summary>
    internal const string CashBidder = "91350100M000100Y43";

    /// <summary>Two more of them.</summary>
    internal static IReadOnlyList<string> OtherBidders { get; } = ["91350100M000101A43", "91350100M000102A43"];

    /// <summary>The participant of a certificate id, or null.</summary>
    internal Participant? Find(Digest certificateId) => _participants.GetValueOrDefault(certificateId);

    internal int? IndexOf(Digest validator) => _indexes.TryGetValue(validator, out var index) ? index : null;

    internal ISigner SignerOf(KeyPair pair) => _realSignatures ? pair.CreateSigner() : CheapSignatures.SignerOf(pair.PublicKey);

    /// <summary>A store that holds genesis already, to spare every run the reading of its certificates.</summary>
    internal MemoryStore GenesisStore() => _genesisStore.Value.SurvivingAfterCrash();

    private MemoryStore OpenGenesis()
    {
        var store = new MemoryStore();
        Chain.Open(Genesis, store, Verifier, new StateOptions(), new ExecutionOptions());
        return store;
    }

    /// <summary>A key that changes of validators give to receipts.</summary>
    internal static KeyPair KeyFrom(int seed) =>
        KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat((byte)seed, KeyPair.SeedBytes)]);

    internal sealed record Validator(Digest Id, ISigner Signer, PublicKey Receipts);
}
