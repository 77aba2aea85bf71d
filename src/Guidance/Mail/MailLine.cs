using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Palveluohjaus.Guidance.Mail;

/// <summary>A connection to the server that takes mail. What goes wrong comes out as a <see cref="MailFaultException"/> without an address or a secret in it.</summary>
internal sealed class MailLine : IAsyncDisposable
{
    /// <summary>Below it a server says "not now" (RFC 5321, 4.2.1).</summary>
    private const SmtpStatusCode FirstForGood = (SmtpStatusCode)500;

    private readonly SmtpClient _client = new();
    private readonly TimeSpan _timeout;
    private bool _isCertificateRefused;

    private MailLine(MailSettings settings)
    {
        _timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds);
        _client.Timeout = (int)_timeout.TotalMilliseconds;

        // A county's own authority seldom says on the net what it has revoked.
        _client.CheckCertificateRevocation = settings.TrustedCertificates is null;
        _client.ServerCertificateValidationCallback = (_, certificate, served, errors) => !(_isCertificateRefused = !IsTrusted(certificate, served, errors, settings.TrustedCertificates));
    }

    /// <param name="settings">Where to.</param>
    /// <param name="done">Told of each step that was made.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<MailLine> OpenAsync(MailSettings settings, Action<MailStep>? done, CancellationToken cancellationToken)
    {
        var line = new MailLine(settings);
        try
        {
            var security = settings.Security switch
            {
                MailSecurity.StartTls => SecureSocketOptions.StartTls,
                MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                _ => SecureSocketOptions.None,
            };
            await line.WithinAsync(MailFault.ServerAway, token => line._client.ConnectAsync(settings.Host, settings.Port, security, token), cancellationToken);
            done?.Invoke(MailStep.Connected);
            if (settings.User is { } user)
            {
                await line.WithinAsync(MailFault.SignInRefused, token => line._client.AuthenticateAsync(user, settings.Password!, token), cancellationToken);
                done?.Invoke(MailStep.SignedIn);
            }

            return line;
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    public bool IsOpen => _client.IsConnected;

    public Task SendAsync(MimeMessage message, CancellationToken cancellationToken) => WithinAsync(MailFault.MessageRefused, token => _client.SendAsync(message, token), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            // What was sent was sent: a server that does not answer a goodbye is not waited for.
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            if (_client.IsConnected)
                await _client.DisconnectAsync(quit: true, soon.Token);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ProtocolException or CommandException)
        {
        }

        _client.Dispose();
    }

    private async Task WithinAsync(MailFault refusal, Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_timeout);
        try
        {
            await act(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailFaultException(MailFault.Silent);
        }
        catch (SmtpCommandException answer) when (refusal == MailFault.MessageRefused && answer.StatusCode < FirstForGood && answer.ErrorCode != SmtpErrorCode.SenderNotAccepted)
        {
            // A server greylists one recipient; a full disk or a busy one is everybody's.
            throw new MailFaultException(MailFault.AskedToWait, isOfThisMail: answer.ErrorCode == SmtpErrorCode.RecipientNotAccepted
                && answer.StatusCode is not (SmtpStatusCode.ServiceNotAvailable or SmtpStatusCode.InsufficientStorage));
        }
        catch (Exception fault) when (FaultOf(fault, refusal) is not null)
        {
            throw new MailFaultException(FaultOf(fault, refusal)!.Value);
        }
    }

    private MailFault? FaultOf(Exception fault, MailFault refusal) => fault switch
    {
        TimeoutException => MailFault.Silent,
        SslHandshakeException => _isCertificateRefused ? MailFault.CertificateNotTrusted : MailFault.TlsFailed,
        NotSupportedException when refusal != MailFault.MessageRefused => refusal == MailFault.SignInRefused ? MailFault.SignInNotOffered : MailFault.TlsNotOffered,

        // An address with letters that this server knows no way for.
        NotSupportedException or ArgumentException or FormatException => MailFault.RecipientRefused,
        AuthenticationException => MailFault.SignInRefused,
        ServiceNotAuthenticatedException => MailFault.SignInAsked,
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } => MailFault.RecipientRefused,
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } => MailFault.SenderRefused,
        SmtpCommandException => refusal,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => MailFault.NameUnknown,
        IOException or SocketException or ProtocolException or ServiceNotConnectedException => MailFault.ServerAway,
        _ => null,
    };

    private static bool IsTrusted(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors, X509Certificate2Collection? authorities)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (authorities is null || certificate is null || errors != SslPolicyErrors.RemoteCertificateChainErrors)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);

        // What stands between the server's certificate and the authority comes from the server, or from the county's file.
        chain.ChainPolicy.ExtraStore.AddRange(authorities);
        foreach (var between in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(between.Certificate);
        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var served = new X509Certificate2(certificate);
        return chain.Build(served);
    }
}

internal enum MailStep
{
    Connected,
    SignedIn,
}

/// <summary>Why a mail did not leave. Stored and shown as these names: the server's own words may hold addresses.</summary>
public enum MailFault
{
    NameUnknown,
    ServerAway,

    /// <summary>The server did not answer in time.</summary>
    Silent,

    TlsNotOffered,
    TlsFailed,
    CertificateNotTrusted,
    SignInNotOffered,
    SignInRefused,

    /// <summary>The server takes nothing from one who has not signed in.</summary>
    SignInAsked,

    SenderRefused,
    RecipientRefused,
    MessageRefused,

    /// <summary>The server takes it later: it greylists, its disk is full, or it is busy.</summary>
    AskedToWait,
}

/// <summary>A mail did not leave.</summary>
public sealed class MailFaultException(MailFault fault, bool isOfThisMail) : Exception($"A mail did not leave: {fault}.")
{
    public MailFaultException(MailFault fault)
        : this(fault, IsForGoodAs(fault))
    {
    }

    public MailFault Fault => fault;

    /// <summary>True when only this mail is concerned, and the next one may well be taken.</summary>
    public bool IsOfThisMail => isOfThisMail;

    /// <summary>True when the server will not take this mail later either.</summary>
    public bool IsForGood => IsForGoodAs(fault);

    private static bool IsForGoodAs(MailFault fault) => fault is MailFault.RecipientRefused or MailFault.MessageRefused;
}
