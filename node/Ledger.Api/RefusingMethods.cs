using Google.Protobuf;
using Grpc.Core;
using Ledger.Protocol;

namespace Ledger.Api;

/// <summary>
/// Binds methods so that bytes which are no message of the method come back as a refusal; gRPC itself would say UNKNOWN, as for a defect
/// of the node.
/// </summary>
internal sealed class RefusingMethods(ServiceBinderBase inner) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Refusing(method), handler);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Refusing(method), handler);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Refusing(method), handler);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Refusing(method), handler);

    private static Method<TRequest, TResponse> Refusing<TRequest, TResponse>(Method<TRequest, TResponse> method) =>
        new(method.Type, method.ServiceName, method.Name, Refusing(method.RequestMarshaller, method.Name), method.ResponseMarshaller);

    private static Marshaller<TRequest> Refusing<TRequest>(Marshaller<TRequest> marshaller, string method) =>
        new(marshaller.ContextualSerializer, context =>
    {
        try
        {
            return marshaller.ContextualDeserializer(context);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw RefusalStatus.ToException(
                new Refused(RefusalCode.BadRequest, $"The {context.PayloadLength} bytes are no request of {method}: {e.Message}"));
        }
    });
}
