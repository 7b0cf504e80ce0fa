namespace Grpc.Core;

/// <summary>A server call's context, to be inherited by outgoing calls.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
