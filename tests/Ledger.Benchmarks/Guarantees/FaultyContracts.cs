using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Contracts;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Benchmarks;

/// <summary>Contracts that fail at random, on every node for the same calls of the same blocks and on each in its own way.</summary>
/// <param name="permille">Calls that fail, of a thousand.</param>
/// <param name="fault">How they fail here.</param>
internal sealed class FaultyContracts(int permille, Func<Exception> fault)
{
    /// <summary>Calls that failed.</summary>
    internal int Faults { get; private set; }

    internal Refused Execute(Call call, CallContext context)
    {
        var refused = ContractDispatcher.Execute(call, context);
        if (permille == 0 ||
            BinaryPrimitives.ReadUInt32BigEndian(
                SHA256.HashData([.. call.ToByteArray(), .. BitConverter.GetBytes(context.Block.Height)])) % 1000 >= permille)
        {
            return refused;
        }

        Faults++;
        throw fault(); // after the call has written what it writes
    }
}
