namespace Grpc.Core;

/// <summary>Adds authentication headers to a call before it is sent.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);
