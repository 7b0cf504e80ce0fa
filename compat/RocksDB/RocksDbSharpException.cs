namespace RocksDbSharp;

public class RocksDbSharpException : Exception
{
    public RocksDbSharpException(string message) : base(message)
    {
    }

    public RocksDbSharpException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
