using Ledger.Crypto.Groups;

namespace Ledger.Threshold;

/// <summary>Reads a message of fixed places from its beginning; after the first fault nothing more is read.</summary>
internal ref struct MessageReader(PrimeGroup group, ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The first fault, or none.</summary>
    internal ThresholdFault Fault { get; private set; }

    /// <summary>The next bytes as they stand.</summary>
    internal ReadOnlySpan<byte> Bytes(int count)
    {
        if (Fault == ThresholdFault.None && _rest.Length < count)
        {
            Fault = ThresholdFault.Length;
        }

        if (Fault != ThresholdFault.None)
        {
            return [];
        }

        var bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }

    /// <summary>The next compressed point.</summary>
    internal GroupPoint Point()
    {
        var bytes = Bytes(PrimeGroup.PointBytes);
        if (Fault == ThresholdFault.None && group.TryDecode(bytes, out var point))
        {
            return point;
        }

        Fault = Fault == ThresholdFault.None ? ThresholdFault.Point : Fault;
        return group.Infinity;
    }

    /// <summary>The next scalar below the order.</summary>
    internal GroupScalar Scalar()
    {
        var bytes = Bytes(PrimeGroup.ScalarBytes);
        if (Fault == ThresholdFault.None && group.TryDecodeScalar(bytes, out var scalar))
        {
            return scalar;
        }

        Fault = Fault == ThresholdFault.None ? ThresholdFault.Scalar : Fault;
        return default;
    }

    /// <summary>Whether all was read, and nothing is left.</summary>
    internal bool IsAtEnd()
    {
        if (Fault == ThresholdFault.None && !_rest.IsEmpty)
        {
            Fault = ThresholdFault.Length;
        }

        return Fault == ThresholdFault.None;
    }
}
