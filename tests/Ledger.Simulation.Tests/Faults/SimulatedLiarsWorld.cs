using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>What the Byzantine validator of a simulation knows.</summary>
internal sealed class SimulatedLiarsWorld(Simulation world, int index) : ILiarsWorld
{
    public GenesisFile Genesis => world.Consortium.Genesis;

    public Digest Id => world.Consortium.Validators[index].Id;

    public ISigner Signer => world.Consortium.Validators[index].Signer;

    public IReadOnlyList<Digest> Validators { get; } = [.. world.Consortium.Validators.Select(validator => validator.Id)];

    public ulong Ordered => world.Orderer.Last;

    public IReadOnlyList<byte[]> Sent => world.Clients.Sent;

    public QuorumCertificate? NewestCertificate => world.Nodes[index].Core?.Finality.Newest;

    public Digest? HashAt(ulong height) => world.Nodes[index].Core?.Chain.Blocks.GetBlock(height) is { } block
        ? BlockHeader.Hash(Genesis.Hasher, block.Header.Span)
        : null;

    public byte[]? BatchAt(ulong sequence) => world.Orderer.Read(sequence, 1)?.FirstOrDefault();

    public QuorumCertificate? CertificateFrom(ulong height) => world.Nodes[index].Core?.Votes.ReadCertificateFrom(height);
}
