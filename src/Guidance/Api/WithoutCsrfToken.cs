namespace Palveluohjaus.Guidance.Api;

/// <summary>Marks an endpoint that writes and asks for no token. Beside each use stands what protects it instead.</summary>
public sealed class WithoutCsrfToken
{
    public static readonly WithoutCsrfToken Instance = new();

    private WithoutCsrfToken()
    {
    }
}
