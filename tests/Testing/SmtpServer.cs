using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Palveluohjaus.Testing;

/// <summary>A small mail server on this machine (RFC 5321, 3207, 4954): it takes mail as a county's would, and refuses, hangs up or says nothing where a test wants it to.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly List<Task> _talks = [];
    private readonly Task _accepting;

    private SmtpServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Each mail taken: to whom, and the whole of it as it came.</summary>
    public List<(string To, string Text)> Taken { get; } = [];

    /// <summary>Everything clients said, for a failing test's message.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>Null offers no STARTTLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Null asks nobody to sign in.</summary>
    public (string User, string Password)? SignIn { get; init; }

    /// <summary>Sent with the certificate: what stands between it and its authority.</summary>
    public X509Certificate2Collection Between { get; init; } = [];

    public Func<string, bool> RefusesRecipient { get; set; } = _ => false;

    /// <summary>What is said of a recipient instead of taking them, such as "451 4.7.1 later"; null takes them.</summary>
    public Func<string, string?> AnswersRecipient { get; set; } = _ => null;

    /// <summary>What is said of a whole mail instead of taking it, such as "452 4.3.1 disk full"; null takes it.</summary>
    public Func<IReadOnlyList<string>, string?> AnswersData { get; set; } = _ => null;

    /// <summary>Says nothing from the first byte.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Takes a mail and hangs up without saying so.</summary>
    public bool HangsUpAfterData { get; set; }

    /// <summary>Runs before a mail is acknowledged.</summary>
    public Func<Task> BeforeTaken { get; set; } = () => Task.CompletedTask;

    public static SmtpServer Start(X509Certificate2? certificate = null, (string User, string Password)? signIn = null, X509Certificate2Collection? between = null) =>
        new() { Certificate = certificate, SignIn = signIn, Between = between ?? [] };

    /// <summary>A certificate for this machine's own name, signed by nobody but itself.</summary>
    public static X509Certificate2 MakeCertificate(DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    /// <summary>A certificate for this machine's own name as a county's authority gives it: the authority signs what signs it.</summary>
    public static (X509Certificate2 Authority, X509Certificate2 Between, X509Certificate2 Served) MakeChain(DateTimeOffset now)
    {
        using var authority = MakeAuthority("CN=County authority", signer: null, now);
        using var between = MakeAuthority("CN=County servers", authority, now);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(between, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var signed = request.Create(between, now.AddHours(-1), now.AddHours(1), [3]);
        using var served = signed.CopyWithPrivateKey(key);
        return (X509CertificateLoader.LoadCertificate(authority.RawData), X509CertificateLoader.LoadCertificate(between.RawData), X509CertificateLoader.LoadPkcs12(served.Export(X509ContentType.Pfx), null));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_talks);
        _stopped.Dispose();
        _listener.Dispose();
    }

    private static X509Certificate2 MakeAuthority(string name, X509Certificate2? signer, DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (signer is null)
            return request.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(signer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var signed = request.Create(signer, now.AddDays(-1), now.AddDays(1), [2]);
        return signed.CopyWithPrivateKey(key);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopped.Token);
                _talks.Add(TalkAsync(client));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        Stream stream = client.GetStream();
        try
        {
            if (IsSilent)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _stopped.Token);
                return;
            }

            var (isSecure, isSignedIn, to) = (false, SignIn is null, new List<string>());
            await SayAsync(stream, "220 localhost ready");
            while (await HearAsync(stream) is { } line)
            {
                lock (Heard)
                    Heard.Add(line);
                switch (line.Split(' ')[0].ToUpperInvariant())
                {
                    case "EHLO" or "HELO":
                        if (Certificate is not null && !isSecure)
                            await SayAsync(stream, "250-STARTTLS");
                        if (SignIn is not null)
                            await SayAsync(stream, "250-AUTH PLAIN");
                        await SayAsync(stream, "250 8BITMIME");
                        break;
                    case "STARTTLS" when Certificate is not null:
                        await SayAsync(stream, "220 go on");
                        var secure = new SslStream(stream);
                        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(Certificate, Between, offline: true) }, _stopped.Token);
                        (stream, isSecure) = (secure, true);
                        break;
                    case "AUTH":
                        var said = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Split('\0');
                        isSignedIn = SignIn == (said[1], said[2]);
                        await SayAsync(stream, isSignedIn ? "235 welcome" : "535 5.7.8 no");
                        break;
                    case "MAIL":
                        to.Clear();
                        await SayAsync(stream, isSignedIn ? "250 ok" : "530 5.7.0 sign in first");
                        break;
                    case "RCPT":
                        var address = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                        if (RefusesRecipient(address))
                        {
                            await SayAsync(stream, "550 5.1.1 nobody of that name");
                            break;
                        }

                        if (AnswersRecipient(address) is { } answer)
                        {
                            await SayAsync(stream, answer);
                            break;
                        }

                        to.Add(address);
                        await SayAsync(stream, "250 ok");
                        break;
                    case "DATA":
                        await SayAsync(stream, "354 go on");
                        var text = new StringBuilder();
                        while (await HearAsync(stream) is { } part && part != ".")
                            text.Append(part.StartsWith('.') ? part[1..] : part).Append("\r\n");
                        if (AnswersData(to) is { } refusal)
                        {
                            await SayAsync(stream, refusal);
                            break;
                        }

                        lock (Taken)
                            Taken.AddRange(to.Select(each => (each, text.ToString())));
                        await BeforeTaken();
                        if (HangsUpAfterData)
                            return;
                        await SayAsync(stream, "250 taken");
                        break;
                    case "QUIT":
                        await SayAsync(stream, "221 bye");
                        return;
                    case "RSET" or "NOOP":
                        await SayAsync(stream, "250 ok");
                        break;
                    default:
                        await SayAsync(stream, "502 not here");
                        break;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or AuthenticationException or ObjectDisposedException)
        {
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    private async Task SayAsync(Stream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _stopped.Token);

    private async Task<string?> HearAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stopped.Token) == 1)
        {
            if (one[0] == '\n')
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }
}
