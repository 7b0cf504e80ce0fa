using Google.Protobuf;

namespace Ledger.Protocol;

/// <summary>Messages inside others' bytes, which count in their one encoding alone.</summary>
public static class StrictMessage
{
    /// <summary>A message from bytes that are its one encoding; null from others, with fields that are not known too.</summary>
    public static T? Read<T>(MessageParser<T> parser, ByteString bytes)
        where T : class, IMessage<T>
    {
        ArgumentNullException.ThrowIfNull(parser);
        try
        {
            var message = parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            return message.ToByteString().Equals(bytes) ? message : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
