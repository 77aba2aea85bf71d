using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Logging.Console;
using Palveluohjaus.Guidance;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Host.Accounts;
using Palveluohjaus.Host.Api;
using Palveluohjaus.Host.Health;
using Palveluohjaus.Host.Http;
using Palveluohjaus.Reporting;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Exports;
using Palveluohjaus.Reporting.ImportedFigures;
using Palveluohjaus.Reporting.Paths;
using Palveluohjaus.Reporting.WaitingTimes;
using Palveluohjaus.Web;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Host;

/// <summary>Builds the web server: the pages of Guidance and Reporting over one data folder. <c>serve</c>, <c>demo</c> and the tests all start it here.</summary>
public static class WebApp
{
    private const int MaxRequestBytes = 1024 * 1024;

    /// <exception cref="ArgumentException">An address cannot be served, or would send passwords and client data in the clear.</exception>
    /// <exception cref="CryptographicException">The certificate cannot be read.</exception>
    public static WebApplication Build(WebAppOptions options)
    {
        WebAddresses.Require(options);

        // An empty builder takes nothing from the environment: no variable or file can open another address or show error details.
        var webRoot = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "Palveluohjaus.Host",
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = webRoot,
            EnvironmentName = "Production",
        });
        builder.WebHost.UseKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = MaxRequestBytes;
            if (options.CertificatePath is { } path)
            {
                var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword);
                server.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
            }
        });
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning)
            // Bound addresses are printed by the command; the host's own lines would repeat them.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        // Whoever reads the output may stand still; nobody at a desk waits for that. What was not written is counted in a line of its own.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);

        AddServices(builder.Services, options, webRoot);
        options.ConfigureServices?.Invoke(builder.Services);

        var app = builder.Build();
        UsePipeline(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, WebAppOptions options, string webRoot)
    {
        services.AddPalveluohjaus(options.Database ?? DatabaseSettings.Read(options.DataDirectory));

        services.AddRouting();
        services.AddRazorComponents();
        services.AddLocalization();
        services.AddHttpContextAccessor();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemForMachines>();
        services.Configure<HostFilteringOptions>(filtering => filtering.AllowedHosts = WebAddresses.AllowedHosts(options));
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in options.TrustedProxies)
                forwarded.KnownProxies.Add(proxy);
        });
        var securePolicy = WebAddresses.IsForNetwork(options) ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = ApiRoutes.CsrfHeader;
            antiforgery.Cookie.Name = "palveluohjaus.form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = securePolicy;
        });
        services.Configure<RequestLocalizationOptions>(localization =>
        {
            localization.DefaultRequestCulture = new RequestCulture(Languages.Finnish);
            localization.SupportedCultures = [.. Languages.All];
            localization.SupportedUICultures = [.. Languages.All];
            // Finnish until someone chooses otherwise: a shared desk's browser says nothing about who sits at it.
            localization.RequestCultureProviders = [new ApiLanguage(), new CookieRequestCultureProvider { CookieName = LanguageCookie.Name }];
        });

        services.AddSingleton(new PageAssemblies(typeof(GuidanceModule).Assembly, typeof(ReportingModule).Assembly));
        services.AddSingleton(new AssetUrls(webRoot));
        services.AddSessions(securePolicy);
        services.AddSignInLimits(options.SignInAttemptsPerMinute);
        services.AddSurroundings();
        services.AddApi();
        services.AddHealth(options.DataDirectory);
        services.AddScoped<OpenPages>();
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseHostFiltering();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/failed",
            CreateScopeForErrors = true,
            StatusCodeSelector = ProblemForMachines.StatusOf,

            // A request that cannot be read is no failure of ours, and what is said of it may repeat what was sent.
            // A database that is away is told in a line for each, and not by its trace.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException || TellOutages.IsOutage(context.Exception) || (context.Exception is OperationCanceledException && context.HttpContext.RequestAborted.IsCancellationRequested),
        });
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.UseMiddleware<ApiAnswers>();
        app.UseMiddleware<ErrorPages>();
        app.UseMiddleware<PrecompressedAssets>();
        app.UseStaticFiles(PrecompressedAssets.StaticFileOptions);
        app.UseMiddleware<SeeOtherAfterPost>();
        app.UseRouting();
        app.UseAuthentication();

        // After it, so that one who has signed in is counted for themselves and not for their whole office.
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMiddleware<RequireCsrfToken>();
        app.UseMiddleware<ActFirst>();
        app.UseMiddleware<CsvAnswers>();

        app.MapGet("/", StartPage.Open).AllowAnonymous().WithMetadata(new NoClientDataAttribute());
        app.MapGet("/language", LanguageChoice.SetAsync).AllowAnonymous().WithMetadata(new NoClientDataAttribute());
        app.MapPost("/sign-out", SignOut.RunAsync).WithMetadata(new AccessAttribute(AccessRight.OwnAccount), new NoClientDataAttribute());
        app.MapHealth();
        app.MapApi();
        app.MapWaitingTimes();
        app.MapPaths();
        app.MapDashboards();
        app.MapImportedFigures();
        app.MapExports();
        var pages = app.MapRazorComponents<App>();
        pages.AddAdditionalAssemblies([.. app.Services.GetRequiredService<PageAssemblies>().Modules]);
        pages.Add(OpenErrorPagesToAll);
    }

    /// <summary>The pages of the look's own project say that something failed, and nothing else.</summary>
    private static void OpenErrorPagesToAll(EndpointBuilder page)
    {
        if (page.Metadata.OfType<ComponentTypeMetadata>().Any(component => component.Type.Assembly == typeof(App).Assembly))
        {
            page.Metadata.Add(new AllowAnonymousAttribute());
            page.Metadata.Add(new NoClientDataAttribute());
        }
    }
}
