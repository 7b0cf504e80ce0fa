using System.Formats.Asn1;
using Ledger.Certificates.Der;

namespace Ledger.Cms.KeyContainers;

/// <summary>How every container is opened: bounds and bare structure first, then its fields.</summary>
internal static class ContainerReading
{
    internal const int BytesMax = 1024 * 1024;

    /// <summary>
    /// What <paramref name="read"/> gives; null with the reason where the bytes are out of bounds or it finds other fields.
    /// </summary>
    internal static T? Read<T>(ReadOnlyMemory<byte> der, Func<AsnReader, (T?, KeyContainerError)> read, out KeyContainerError error)
        where T : class
    {
        error = der.Length is 0 or > BytesMax ? KeyContainerError.Size
            : DerStructure.IsOneValue(der.Span) ? KeyContainerError.None : KeyContainerError.Structure;
        if (error != KeyContainerError.None)
        {
            return null;
        }

        try
        {
            (var result, error) = read(new AsnReader(der, AsnEncodingRules.DER).ReadSequence());
            return result;
        }
        catch (AsnContentException)
        {
            error = KeyContainerError.Malformed;
            return null;
        }
    }
}
