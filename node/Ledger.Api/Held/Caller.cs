using System.Net;
using System.Net.Sockets;
using Grpc.Core;

namespace Ledger.Api.Held;

/// <summary>
/// Whose a held resource is, where nobody says a name: the address that a connection comes from, of IPv6 its network of 64 bits, since a
/// caller chooses the rest. Callers behind one address (a proxy, a carrier's NAT) share one part; an operator who knows of one raises the
/// parts in the options.
/// </summary>
public readonly record struct Caller
{
    private const int NetworkBytes = 8;
    private readonly UInt128 _network;

    private Caller(UInt128 network) => _network = network;

    /// <summary>The caller at an address; one and the same for all of which none is known, such as in-memory connections.</summary>
    public static Caller At(IPAddress? address)
    {
        if (address is null)
        {
            return default;
        }

        var bytes = address.MapToIPv6().GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6)
        {
            bytes.AsSpan(NetworkBytes).Clear();
        }

        return new Caller(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>The network's bits, in hexadecimal digits.</summary>
    public override string ToString() => _network.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The caller of a method.</summary>
    public static Caller Of(ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return At(context.GetHttpContext().Connection.RemoteIpAddress);
    }
}
