#pragma once
#include "curl_shims.h"
