using Google.Protobuf;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>Bytes of a fixed number, as small hexadecimal digits.</summary>
internal class HexShape(int bytes) : StringShape
{
    internal override string Description => $"{2 * bytes} hexadecimal digits, small letters";

    private protected override object? Parse(string text, string path, FindingList findings)
    {
        if (text.Length == 2 * bytes && !text.AsSpan().ContainsAnyExcept("0123456789abcdef"))
        {
            return UnsafeByteOperations.UnsafeWrap(Convert.FromHexString(text));
        }

        findings.Add(ExchangeFault.BadHex, path, $"{FindingList.Quote(text)} is not {Description}.");
        return null;
    }

    private protected override string Format(object value) => Convert.ToHexStringLower(((ByteString)value).Span);
}
