#pragma once
#include <curl/curl.h>
#include <stddef.h>

/// The type of CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION and CURLOPT_READFUNCTION.
typedef size_t (*imgship_curl_data_function)(char *_Nullable bytes, size_t size, size_t count, void *_Nullable context);

/// The type of CURLOPT_SEEKFUNCTION.
typedef int (*imgship_curl_seek_function)(void *_Nullable context, curl_off_t offset, int origin);

/// Sets up libcurl with TLS, once a process; thread-safe.
CURLcode imgship_curl_global_init(void);

/// Sets an option that takes text; libcurl copies it.
CURLcode imgship_curl_set_text(CURL *_Nonnull easy, CURLoption option, const char *_Nullable value);

/// Sets an option that takes a number or a flag.
CURLcode imgship_curl_set_number(CURL *_Nonnull easy, CURLoption option, long value);

/// Sets an option that takes a size in bytes.
CURLcode imgship_curl_set_size(CURL *_Nonnull easy, CURLoption option, curl_off_t value);

/// Sets an option that takes a pointer libcurl hands on or writes to; the caller keeps it alive.
CURLcode imgship_curl_set_pointer(CURL *_Nonnull easy, CURLoption option, void *_Nullable value);

/// Sets an option that takes a list; the caller keeps it alive and frees it after the transfer.
CURLcode imgship_curl_set_list(CURL *_Nonnull easy, CURLoption option, struct curl_slist *_Nullable value);

/// Sets an option that takes a block of bytes; libcurl copies them.
CURLcode imgship_curl_set_bytes(CURL *_Nonnull easy, CURLoption option, const void *_Nonnull bytes, size_t count);

/// Sets an option that takes a function for data.
CURLcode imgship_curl_set_data_function(CURL *_Nonnull easy, CURLoption option, imgship_curl_data_function _Nonnull value);

/// Sets CURLOPT_SEEKFUNCTION.
CURLcode imgship_curl_set_seek_function(CURL *_Nonnull easy, imgship_curl_seek_function _Nonnull value);

/// Reads a text about a handle; libcurl owns it.
CURLcode imgship_curl_get_text(CURL *_Nonnull easy, CURLINFO info, const char *_Nullable *_Nonnull value);

/// Reads a number about a handle, a time in microseconds among them.
CURLcode imgship_curl_get_size(CURL *_Nonnull easy, CURLINFO info, curl_off_t *_Nonnull value);

/// Sets a number option of a multi handle.
CURLMcode imgship_curl_multi_set_number(CURLM *_Nonnull multi, CURLMoption option, long value);
