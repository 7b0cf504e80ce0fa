using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Contracts;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>
/// The contracts as one node runs them, with faults: whether a call fails follows from the call, its block and the seed, so that it fails
/// on every node alike; how it fails differs from node to node, and nobody may tell.
/// </summary>
internal sealed class FaultyContracts(Simulation world, int node)
{
    internal Refused Execute(Call call, CallContext context)
    {
        if (world.Faults.ContractFaultPermille == 0)
        {
            return ContractDispatcher.Execute(call, context);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(
            [.. call.ToByteArray(), .. BitConverter.GetBytes(context.Block.Height), .. BitConverter.GetBytes(world.Seed)], digest);
        if (BinaryPrimitives.ReadUInt32BigEndian(digest) % 1000 >= world.Faults.ContractFaultPermille)
        {
            return ContractDispatcher.Execute(call, context);
        }

        if ((digest[4] & 1) != 0)
        {
            ContractDispatcher.Execute(call, context); // what it wrote must go
        }

        throw (node % 3) switch
        {
            0 => new InvalidOperationException($"on node {node}"),
            1 => new NullReferenceException(),
            _ => new KeyNotFoundException($"node {node} sees it so"),
        };
    }
}
